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
[JsonSerializable(typeof(ExpertRegisteredReply))]
[JsonSerializable(typeof(HeartbeatReply))]
[JsonSerializable(typeof(ExpertListReply))]
[JsonSerializable(typeof(DelegatedReply))]
[JsonSerializable(typeof(DispatchedReply))]
[JsonSerializable(typeof(WorkReply))]
[JsonSerializable(typeof(OpenWorkReply))]
[JsonSerializable(typeof(CollaborationReply))]
[JsonSerializable(typeof(SharedReply))]
[JsonSerializable(typeof(ContextReply))]
[JsonSerializable(typeof(double))]
internal sealed partial class WireJson : JsonSerializerContext;
