using System.Text.Json;

namespace Lighthouse.Bridge.Http;

internal sealed record CollaborationReply(string SessionId, string Status, string Message, IReadOnlyList<string> Participants);

internal sealed record SharedReply(string SessionId, string Status, string Message, long Version);

internal sealed record ContextReply(
    string SessionId, string Status, IReadOnlyList<string> Participants, string? CollaborationType, string? Objective, JsonElement? Metadata,
    string StartedBy, double StartedAt, double ExpiresAt, double? EndedAt, long Version, IReadOnlyList<ContextEntryReply> Context);

internal sealed record ContextEntryReply(string Key, JsonElement Value, string AgentId, long Version, double SharedAt);
