using System.Text.Json.Serialization;

namespace Lighthouse.Bridge.Http;

/// <summary>The wire's JSON: snake case, absent instead of null.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErrorReply))]
[JsonSerializable(typeof(HealthReply))]
[JsonSerializable(typeof(StatusReply))]
[JsonSerializable(typeof(RegisteredReply))]
[JsonSerializable(typeof(SessionReply))]
[JsonSerializable(typeof(ValidReply))]
[JsonSerializable(typeof(DoneReply))]
[JsonSerializable(typeof(StoredReply))]
[JsonSerializable(typeof(QueryReply))]
[JsonSerializable(typeof(WaitReply))]
[JsonSerializable(typeof(CreatedReply))]
[JsonSerializable(typeof(PendingReply))]
[JsonSerializable(typeof(ElicitationReply))]
[JsonSerializable(typeof(MetricsReply))]
[JsonSerializable(typeof(StateReply))]
[JsonSerializable(typeof(ViolationsReply))]
[JsonSerializable(typeof(double))]
internal sealed partial class WireJson : JsonSerializerContext;
