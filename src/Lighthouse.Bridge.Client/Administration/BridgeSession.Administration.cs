namespace Lighthouse.Bridge.Client;

/// <content>What operators do.</content>
public sealed partial class BridgeSession
{
    /// <summary>Valid sessions by id: this agent's own, or everybody's for a role that manages sessions.</summary>
    /// <param name="agentId">Only this agent's; null for all that may be seen.</param>
    /// <param name="afterSession">Only those with a greater id, for paging.</param>
    /// <param name="limit">1 to 1000.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async Task<IReadOnlyList<SessionSummary>> ListSessionsAsync(
        string? agentId = null, string? afterSession = null, int limit = 100, CancellationToken cancellation = default)
    {
        var path = $"/session/list?limit={limit}{Given("agent_id", agentId)}{Given("after_session", afterSession)}";
        return (await _client.CallAsync<SessionList>(Prepare(HttpMethod.Get, path), cancellation)).Sessions;
    }

    /// <summary>Ends a session by its id: one of this agent's own, or another's for a role that manages sessions.</summary>
    public Task RevokeSessionAsync(string sessionId, CancellationToken cancellation = default) =>
        _client.CallAsync<StatusReply>(Prepare(HttpMethod.Post, "/session/revoke", WireJson.Body(new RevokeSessionRequest(sessionId))), cancellation);

    /// <summary>Registered agents by name; only an admin's session may.</summary>
    public async Task<IReadOnlyList<AgentSummary>> ListAgentsAsync(string? afterAgent = null, int limit = 100, CancellationToken cancellation = default) =>
        (await _client.CallAsync<AgentList>(Prepare(HttpMethod.Get, $"/agent/list?limit={limit}{Given("after_agent", afterAgent)}"), cancellation)).Agents;

    /// <summary>Gives an agent a new secret; the old one and its sessions are worth nothing from then on. Only an admin's session may.</summary>
    public Task<AgentCredential> RotateAgentAsync(string agentId, CancellationToken cancellation = default) =>
        _client.CallAsync<AgentCredential>(OfAgent("/agent/rotate", agentId), cancellation);

    /// <summary>Keeps an agent out; its sessions end. Only an admin's session may.</summary>
    public Task<AgentSummary> DisableAgentAsync(string agentId, CancellationToken cancellation = default) =>
        _client.CallAsync<AgentSummary>(OfAgent("/agent/disable", agentId), cancellation);

    /// <summary>Lets a disabled agent open sessions again. Only an admin's session may.</summary>
    public Task<AgentSummary> EnableAgentAsync(string agentId, CancellationToken cancellation = default) =>
        _client.CallAsync<AgentSummary>(OfAgent("/agent/enable", agentId), cancellation);

    /// <summary>Who may ask by elicitation; only an admin's session may.</summary>
    public Task<FeatureFlags> FeatureFlagsAsync(CancellationToken cancellation = default) =>
        _client.CallAsync<FeatureFlags>(Prepare(HttpMethod.Get, "/feature_flags"), cancellation);

    /// <summary>Changes what is given of the feature flags; only an admin's session may.</summary>
    /// <param name="elicitationEnabled">Whether anybody may ask by elicitation.</param>
    /// <param name="percentage">How many of a hundred cohorts may.</param>
    /// <param name="force">Whether every agent may, whatever its cohort.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<FeatureFlags> ChangeFeatureFlagsAsync(
        bool? elicitationEnabled = null, int? percentage = null, bool? force = null, CancellationToken cancellation = default) =>
        _client.CallAsync<FeatureFlags>(
            Prepare(HttpMethod.Post, "/feature_flags", WireJson.Body(new FlagsRequest(elicitationEnabled, percentage, force))), cancellation);

    /// <summary>Stores events, all or none; completes when they are on stable storage.</summary>
    public Task<BatchReceipt> StoreEventsAsync(IEnumerable<EventDraft> drafts, CancellationToken cancellation = default)
    {
        var body = new StoreBatchRequest([.. drafts.Select(Sent)]);
        return _client.CallAsync<BatchReceipt>(Prepare(HttpMethod.Post, "/event/store_batch", WireJson.Body(body)), cancellation);
    }

    private StoreEventRequest Sent(EventDraft draft) => new(
        draft.EventType, draft.AggregateId, draft.AggregateType, draft.AgentId ?? AgentId, WireJson.Element(draft.Data), WireJson.Element(draft.Metadata));

    private PreparedRequest OfAgent(string path, string agentId) => Prepare(HttpMethod.Post, path, WireJson.Body(new AgentRequest(agentId)));

    private static string Given(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";
}
