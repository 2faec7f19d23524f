namespace Lighthouse.Bridge.Client;

internal sealed record SessionReply(string SessionId, string SessionToken, string ExpiresAt, string AgentId);

internal sealed record ValidReply(bool Valid);

internal sealed record StatusReply(string Status);

internal sealed record PendingReply(IReadOnlyList<PendingElicitation> Elicitations, int Count);

internal sealed record HealthReply(string Status, string Service, string? Problem = null);

internal sealed record ErrorReply(ErrorBody Error);

internal sealed record ErrorBody(string Code, string Message);
