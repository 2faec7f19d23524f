using System.Text.Json;

namespace Lighthouse.Bridge.Client;

/// <summary>An aggregate at a moment.</summary>
/// <param name="AggregateType">Kind of the aggregate.</param>
/// <param name="AggregateId">Which.</param>
/// <param name="Version">How many events made it.</param>
/// <param name="State">The last value of each member of their data.</param>
/// <param name="FirstSequence">Sequence of the first of them.</param>
/// <param name="LastSequence">Sequence of the last of them.</param>
/// <param name="UpdatedAt">Unix seconds of the last of them.</param>
/// <param name="IsPartial">Whether earlier events may have been removed by retention.</param>
public sealed record AggregateState(
    string AggregateType, string AggregateId, long Version, IReadOnlyDictionary<string, JsonElement> State, long FirstSequence, long LastSequence,
    double UpdatedAt, bool IsPartial);
