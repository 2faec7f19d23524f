using System.Text.Json.Serialization;
using Lighthouse.Bridge.Http;

namespace Lighthouse.Bridge.Push;

internal sealed record EventMessage(string Type, EventReply Event);

internal sealed record QuestionMessage(string Type, QuestionReply Elicitation, long Sequence);

internal sealed record PongMessage(string Type, string? Ref);

internal sealed record SubscriptionMessage(string Type, IReadOnlyList<string> EventTypes, long Sequence, string? Ref);

internal sealed record AckMessage(string Type, EventIdReply EventId, long Sequence, string? Ref);

internal sealed record ErrorMessage(string Type, string Code, string Message, int Status, double? RetryAfterSeconds, string? Ref);

/// <summary>The JSON of what is pushed: snake case, absent instead of null.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EventMessage))]
[JsonSerializable(typeof(QuestionMessage))]
[JsonSerializable(typeof(PongMessage))]
[JsonSerializable(typeof(SubscriptionMessage))]
[JsonSerializable(typeof(AckMessage))]
[JsonSerializable(typeof(ErrorMessage))]
internal sealed partial class PushJson : JsonSerializerContext;
