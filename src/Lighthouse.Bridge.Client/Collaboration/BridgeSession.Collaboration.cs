namespace Lighthouse.Bridge.Client;

/// <summary>Sessions in which several agents share a context.</summary>
public sealed partial class BridgeSession
{
    /// <summary>Starts a collaboration; this agent takes part in any case.</summary>
    public Task<CollaborationTicket> StartCollaborationAsync(
        IReadOnlyList<string> participants, string? objective = null, string? collaborationType = null, object? metadata = null,
        CancellationToken cancellation = default) =>
        PostAsync<StartCollaborationRequest, CollaborationTicket>(
            "/collaboration/start", new(participants, collaborationType, objective, WireJson.Element(metadata)), cancellation);

    /// <summary>Shares a value with all participants.</summary>
    /// <param name="sessionId">The collaboration.</param>
    /// <param name="key">The value's name.</param>
    /// <param name="value">What serialises to it; null takes the name away.</param>
    /// <param name="expectedVersion">The context's version that it rests on; another one is refused (409). Null when that does not matter.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>The context's new version.</returns>
    public async Task<long> ShareAsync(
        string sessionId, string key, object? value, long? expectedVersion = null, CancellationToken cancellation = default) =>
        (await PostAsync<ShareRequest, SharedReply>(
            "/collaboration/share", new(sessionId, key, WireJson.Element(value), expectedVersion), cancellation)).Version;

    /// <summary>A collaboration of this agent's and its context.</summary>
    public Task<SharedContext> ContextAsync(string sessionId, CancellationToken cancellation = default) =>
        _client.CallAsync<SharedContext>(Prepare(HttpMethod.Get, $"/collaboration/context/{Uri.EscapeDataString(sessionId)}"), cancellation);

    /// <summary>Ends a collaboration that this agent started.</summary>
    public Task<CollaborationTicket> EndCollaborationAsync(string sessionId, string? summary = null, CancellationToken cancellation = default) =>
        PostAsync<EndCollaborationRequest, CollaborationTicket>("/collaboration/end", new(sessionId, summary), cancellation);
}
