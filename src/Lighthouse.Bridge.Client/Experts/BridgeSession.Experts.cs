namespace Lighthouse.Bridge.Client;

/// <summary>Experts, and the work that is handed to them.</summary>
public sealed partial class BridgeSession
{
    /// <summary>Registers this agent as an expert, or anew.</summary>
    /// <param name="agentType">Its kind, in its own words.</param>
    /// <param name="capabilities">What it can be asked for.</param>
    /// <param name="metadata">An object that serialises to a JSON object; its <c>max_concurrent</c> lowers how much open work it takes.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<ExpertRegistration> RegisterExpertAsync(
        string agentType, IReadOnlyList<string> capabilities, object? metadata = null, CancellationToken cancellation = default) =>
        PostAsync<RegisterExpertRequest, ExpertRegistration>(
            "/expert/register", new(AgentId, agentType, capabilities, WireJson.Element(metadata)), cancellation);

    /// <summary>Says that this expert is there.</summary>
    public Task<ExpertHeartbeat> HeartbeatAsync(ExpertRegistration registration, CancellationToken cancellation = default) =>
        PostAsync<HeartbeatRequest, ExpertHeartbeat>("/expert/heartbeat", new(AgentId, registration.Token), cancellation);

    /// <summary>The registered experts.</summary>
    /// <param name="capability">Only those capable of it; null for all.</param>
    /// <param name="state">Only those in this state; null for all.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async Task<IReadOnlyList<ExpertInfo>> ExpertsAsync(
        string? capability = null, string? state = null, CancellationToken cancellation = default)
    {
        var path = EventPaths.Path("/expert/list", ("capability", capability), ("state", state));
        return (await _client.CallAsync<ExpertListReply>(Prepare(HttpMethod.Get, path), cancellation)).Experts;
    }

    /// <summary>Keeps work from an expert and takes away what it has; for admins.</summary>
    /// <returns>The expert's state.</returns>
    public async Task<string> SuspendExpertAsync(string agentId, string? reason = null, CancellationToken cancellation = default) =>
        (await PostAsync<SuspendRequest, StatusReply>("/expert/suspend", new(agentId, reason), cancellation)).Status;

    /// <summary>Lets a suspended expert take work again; for admins.</summary>
    /// <returns>The expert's state.</returns>
    public async Task<string> ResumeExpertAsync(string agentId, string? reason = null, CancellationToken cancellation = default) =>
        (await PostAsync<SuspendRequest, StatusReply>("/expert/resume", new(agentId, reason), cancellation)).Status;

    /// <summary>Hands the use of a tool to an expert.</summary>
    /// <param name="toolName">The tool.</param>
    /// <param name="toolInput">An object that serialises to a JSON object.</param>
    /// <param name="targetExpert">An expert's name, <c>capability:NAME</c>, or null for whoever is least loaded.</param>
    /// <param name="metadata">An object that serialises to a JSON object; null for none.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<DelegationTicket> DelegateAsync(
        string toolName, object toolInput, string? targetExpert, object? metadata = null, CancellationToken cancellation = default) =>
        _client.CallAsync<DelegationTicket>(PrepareDelegation(toolName, toolInput, targetExpert, Token, metadata), cancellation);

    /// <summary>A delegation as a request that can be sent as often as one likes, with any session's token in its body.</summary>
    public PreparedRequest PrepareDelegation(string toolName, object toolInput, string? targetExpert, string sessionToken, object? metadata = null)
    {
        var body = new DelegateRequest(toolName, WireJson.Element(toolInput)!.Value, targetExpert, sessionToken, WireJson.Element(metadata));
        return Prepare(HttpMethod.Post, "/expert/delegate", WireJson.Body(body));
    }

    /// <summary>Hands a task to an expert.</summary>
    /// <param name="targetAgent">An expert's name, <c>capability:NAME</c>, or null for whoever is least loaded.</param>
    /// <param name="taskDescription">The task in words.</param>
    /// <param name="priority"><c>low</c>, <c>normal</c>, <c>high</c> or <c>critical</c>; null for normal.</param>
    /// <param name="metadata">An object that serialises to a JSON object; null for none.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<TaskTicket> DispatchAsync(
        string? targetAgent, string taskDescription, string? priority = null, object? metadata = null, CancellationToken cancellation = default) =>
        PostAsync<DispatchRequest, TaskTicket>(
            "/task/dispatch", new(targetAgent, taskDescription, priority, WireJson.Element(metadata)), cancellation);

    /// <summary>This expert's open work: the most urgent first, then the oldest.</summary>
    public async Task<IReadOnlyList<ExpertWork>> OpenWorkAsync(CancellationToken cancellation = default)
    {
        var path = EventPaths.Path("/expert/tasks", ("agent_id", AgentId));
        return (await _client.CallAsync<OpenWorkReply>(Prepare(HttpMethod.Get, path), cancellation)).Tasks;
    }

    /// <summary>Ends a delegation or task with a result.</summary>
    /// <returns><c>completed</c>.</returns>
    public async Task<string> CompleteAsync(ExpertRegistration registration, string id, object? result = null, CancellationToken cancellation = default) =>
        (await _client.CallAsync<StatusReply>(PrepareCompletion(registration, id, result), cancellation)).Status;

    /// <summary>Ends a delegation or task as failed.</summary>
    /// <returns><c>failed</c>.</returns>
    public async Task<string> FailAsync(ExpertRegistration registration, string id, string error, CancellationToken cancellation = default) =>
        (await PostAsync<CompleteRequest, StatusReply>(
            "/expert/complete", new(id, AgentId, registration.Token, "failed", null, error), cancellation)).Status;

    /// <summary>A completion as a request that can be sent as often as one likes.</summary>
    public PreparedRequest PrepareCompletion(ExpertRegistration registration, string id, object? result) => Prepare(
        HttpMethod.Post, "/expert/complete",
        WireJson.Body(new CompleteRequest(id, AgentId, registration.Token, "completed", WireJson.Element(result), null)));

    /// <summary>Where a delegation or task of this agent's stands.</summary>
    public Task<ExpertWork> WorkAsync(string id, CancellationToken cancellation = default) =>
        _client.CallAsync<ExpertWork>(Prepare(HttpMethod.Get, $"/task/status/{Uri.EscapeDataString(id)}"), cancellation);

    private Task<TReply> PostAsync<TRequest, TReply>(string path, TRequest body, CancellationToken cancellation) =>
        _client.CallAsync<TReply>(Prepare(HttpMethod.Post, path, WireJson.Body(body)), cancellation);
}
