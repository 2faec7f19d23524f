using System.Globalization;
using System.Text.Json;

namespace Lighthouse.Bridge.Client;

/// <summary>An agent's session with a bridge. Disposing it revokes it, so that it does not count against the agent's three.</summary>
public sealed partial class BridgeSession : IAsyncDisposable
{
    private readonly BridgeClient _client;
    private readonly string _secret;
    private bool _revoked;

    internal BridgeSession(BridgeClient client, SessionReply reply, string secret, string userAgent)
    {
        _client = client;
        _secret = secret;
        AgentId = reply.AgentId;
        SessionId = reply.SessionId;
        Token = reply.SessionToken;
        ExpiresAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(reply.ExpiresAt, CultureInfo.InvariantCulture));
        UserAgent = userAgent;
    }

    /// <summary>The agent that the session proves.</summary>
    public string AgentId { get; }

    /// <summary>32 hex characters.</summary>
    public string SessionId { get; }

    /// <summary>The raw token. Never log it.</summary>
    public string Token { get; }

    /// <summary>The hard end of the session.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>The <c>User-Agent</c> that the session is bound to.</summary>
    public string UserAgent { get; }

    /// <summary>Stores an event; completes when it is on stable storage.</summary>
    public Task<EventReceipt> StoreEventAsync(EventDraft draft, CancellationToken cancellation = default) =>
        _client.CallAsync<EventReceipt>(Prepare(HttpMethod.Post, "/event/store", WireJson.Body(Sent(draft))), cancellation);

    /// <summary>Reads stored events that this agent may see.</summary>
    public Task<EventPage> QueryAsync(EventQuery query, CancellationToken cancellation = default) =>
        _client.CallAsync<EventPage>(Prepare(HttpMethod.Get, EventPaths.Query(query)), cancellation);

    /// <summary>Waits for events of others that are newer than a sequence (wait_for_messages).</summary>
    /// <param name="sinceSequence">0, or what <see cref="WaitResult.NextSequence"/> said.</param>
    /// <param name="timeout">How long the bridge holds the request, at most 300 s. Default 60 s.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<WaitResult> WaitAsync(long sinceSequence, TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        var hold = timeout ?? TimeSpan.FromSeconds(60);
        return _client.CallAsync<WaitResult>(Prepare(HttpMethod.Get, EventPaths.Wait(AgentId, sinceSequence, hold)), hold, cancellation);
    }

    /// <summary>Asks another agent.</summary>
    /// <param name="toAgent">Who is asked.</param>
    /// <param name="message">The question.</param>
    /// <param name="schema">JSON schema of the answer: an object that serialises to it.</param>
    /// <param name="timeout">1 to 3600 s. Default 30 s.</param>
    /// <param name="metadata">An object that serialises to a JSON object; null for none.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<ElicitationTicket> CreateElicitationAsync(
        string toAgent, string message, object schema, TimeSpan? timeout = null, object? metadata = null, CancellationToken cancellation = default)
    {
        var seconds = (timeout ?? TimeSpan.FromSeconds(30)).TotalSeconds;
        var body = WireJson.Body((from: AgentId, toAgent, message, schema, seconds, metadata), static (json, of) =>
        {
            json.WriteString("from_agent", of.from);
            json.WriteString("to_agent", of.toAgent);
            json.WriteString("message", of.message);
            WireJson.Write(json, "schema", of.schema);
            json.WriteNumber("timeout_seconds", of.seconds);
            if (of.metadata is not null) WireJson.Write(json, "metadata", of.metadata);
        });
        return _client.CallAsync<ElicitationTicket>(Prepare(HttpMethod.Post, "/elicitation/create", body), cancellation);
    }

    /// <summary>The questions that wait for this agent's answer, oldest first.</summary>
    public async Task<IReadOnlyList<PendingElicitation>> PendingAsync(CancellationToken cancellation = default) =>
        (await _client.CallAsync<PendingReply>(Prepare(HttpMethod.Get, EventPaths.Pending(AgentId)), cancellation)).Elicitations;

    /// <summary>Accepts a question with an answer, or declines it.</summary>
    /// <returns>The elicitation's new status.</returns>
    public Task<string> RespondAsync(PendingElicitation question, ResponseType type, object? data = null, CancellationToken cancellation = default) =>
        RespondAsync(PrepareResponse(question, type, data), cancellation);

    /// <summary>Withdraws a question of this agent's.</summary>
    public Task<string> CancelAsync(ElicitationTicket ticket, CancellationToken cancellation = default) =>
        RespondAsync(PrepareCancellation(ticket), cancellation);

    /// <summary>The signed answer to a question as a request that can be sent as often as one likes.</summary>
    public PreparedRequest PrepareResponse(PendingElicitation question, ResponseType type, object? data = null) =>
        PrepareResponse(question.Id, question.Nonce, type, data);

    /// <summary>The signed withdrawal of a question as a request that can be sent as often as one likes.</summary>
    public PreparedRequest PrepareCancellation(ElicitationTicket ticket) =>
        PrepareResponse(ticket.ElicitationId, ticket.Nonce, ResponseType.Cancel, null);

    /// <summary>The signed answer for any elicitation and nonce, as an attacker with this agent's secret could build it.</summary>
    public PreparedRequest PrepareResponse(string elicitationId, string nonce, ResponseType type, object? data)
    {
        var word = type.ToString().ToLowerInvariant();
        var element = WireJson.Element(data);
        var signature = ElicitationSigner.SignResponse(_secret, elicitationId, AgentId, word, element, nonce);
        var body = WireJson.Body((elicitationId, agent: AgentId, word, element, nonce, signature), static (json, of) =>
        {
            json.WriteString("elicitation_id", of.elicitationId);
            json.WriteString("responding_agent", of.agent);
            json.WriteString("response_type", of.word);
            if (of.element is { } given) WireJson.Write(json, "data", given);
            json.WriteString("nonce", of.nonce);
            json.WriteString("signature", of.signature);
        });
        return Prepare(HttpMethod.Post, "/elicitation/respond", body);
    }

    /// <summary>Whether the bridge signed this question for this agent.</summary>
    public bool IsGenuine(PendingElicitation question) => ElicitationSigner.IsGenuine(question, AgentId, _secret);

    /// <summary>Where an elicitation of this agent's stands.</summary>
    public Task<ElicitationStatus> StatusAsync(string elicitationId, CancellationToken cancellation = default) =>
        _client.CallAsync<ElicitationStatus>(Prepare(HttpMethod.Get, $"/elicitation/status/{Uri.EscapeDataString(elicitationId)}"), cancellation);

    /// <summary>The bridge's counters of elicitations.</summary>
    public Task<ElicitationMetrics> ElicitationMetricsAsync(CancellationToken cancellation = default) =>
        _client.CallAsync<ElicitationMetrics>(Prepare(HttpMethod.Get, "/elicitation/metrics"), cancellation);

    /// <summary>Whether the bridge still takes this session's token from here.</summary>
    public async Task<bool> ValidateAsync(CancellationToken cancellation = default)
    {
        var body = WireJson.Body(new ValidateSessionRequest(Token, AgentId));
        return (await _client.CallAsync<ValidReply>(Prepare(HttpMethod.Post, "/session/validate", body), cancellation)).Valid;
    }

    /// <summary>Ends the session.</summary>
    public async Task RevokeAsync(CancellationToken cancellation = default)
    {
        await _client.CallAsync<StatusReply>(Prepare(HttpMethod.Post, "/session/revoke", "{}"u8.ToArray()), cancellation);
        _revoked = true;
    }

    /// <summary>A request with this session's token, for any path and body.</summary>
    public PreparedRequest Prepare(HttpMethod method, string path, ReadOnlyMemory<byte>? body = null) =>
        new(method, path, [new("Authorization", "Bearer " + Token), new("User-Agent", UserAgent)], body);

    /// <summary>Sends a prepared request; every answer, refusals included, is returned. The caller disposes it.</summary>
    public Task<HttpResponseMessage> SendAsync(PreparedRequest request, CancellationToken cancellation = default) => _client.SendAsync(request, cancellation);

    /// <summary>Revokes the session if that has not been done; a bridge that is gone or refuses is not an error here.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_revoked) return;
        try
        {
            await RevokeAsync();
        }
        catch (Exception problem) when (problem is BridgeException or HttpRequestException or TimeoutException or ObjectDisposedException)
        {
            // The session ends by itself; whoever needs to know calls RevokeAsync.
        }
    }

    private async Task<string> RespondAsync(PreparedRequest request, CancellationToken cancellation) =>
        (await _client.CallAsync<StatusReply>(request, cancellation)).Status;
}
