using System.Text.Json;

namespace Lighthouse.Bridge.Client;

internal sealed record StartCollaborationRequest(
    IReadOnlyList<string> Participants, string? CollaborationType, string? Objective, JsonElement? Metadata);

internal sealed record ShareRequest(string SessionId, string Key, JsonElement? Value, long? ExpectedVersion);

internal sealed record EndCollaborationRequest(string SessionId, string? Summary);

internal sealed record SharedReply(string SessionId, long Version);
