using System.IO.Pipelines;
using System.Text.Json;

namespace Lighthouse.Bridge.Http;

/// <summary>A reply that is written while it is made.</summary>
internal sealed record StreamReply(string ContentType, Func<PipeWriter, CancellationToken, Task> Write);

internal sealed record StateReply(
    string AggregateType, string AggregateId, long Version, IReadOnlyDictionary<string, JsonElement> State, long FirstSequence, long LastSequence,
    double UpdatedAt, bool IsPartial);
