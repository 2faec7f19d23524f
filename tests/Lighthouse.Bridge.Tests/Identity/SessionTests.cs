using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Identity;

public sealed class SessionTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    [Fact]
    public async Task A_session_has_the_promised_shape()
    {
        await using var session = await bridge.NewSessionAsync();
        Assert.Matches("^[0-9a-f]{32}$", session.SessionId);
        Assert.Matches($"^{session.SessionId}:{session.AgentId}:[0-9]+:[0-9a-f]{{64}}$", session.Token);
        Assert.InRange(session.ExpiresAt - DateTimeOffset.UtcNow, TimeSpan.FromHours(7.9), TimeSpan.FromHours(8.1));
        Assert.True(await session.ValidateAsync(RunningBridge.Cancellation));
    }

    [Fact]
    public async Task A_changed_token_is_refused_whatever_was_changed()
    {
        await using var session = await bridge.NewSessionAsync();
        var request = session.Prepare(HttpMethod.Get, "/event/query");
        Assert.Equal(200, await bridge.Client.StatusOfAsync(request));
        for (var at = 0; at < session.Token.Length; at += 7)
        {
            var changed = session.Token[..at] + (session.Token[at] == 'a' ? 'b' : 'a') + session.Token[(at + 1)..];
            Assert.Equal((at, 403), (at, await bridge.Client.StatusOfAsync(request.WithHeader("Authorization", "Bearer " + changed))));
        }

        foreach (var header in new[] { "Bearer " + session.Token[..^1], "Bearer " + session.Token.ToUpperInvariant(), session.Token, "Basic " + session.Token })
            Assert.Equal((header, 403), (header, await bridge.Client.StatusOfAsync(request.WithHeader("Authorization", header))));
        Assert.Equal(401, await bridge.Client.StatusOfAsync(request.WithHeader("Authorization", "Bearer abc")));
        Assert.Equal(403, await bridge.Client.StatusOfAsync(request.WithHeader("Authorization", null)));
    }

    [Fact]
    public async Task A_session_is_bound_to_its_user_agent()
    {
        await using var session = await bridge.NewSessionAsync();
        var stolen = session.Prepare(HttpMethod.Get, "/event/query").WithHeader("User-Agent", "somebody else");
        Assert.Equal(403, await bridge.Client.StatusOfAsync(stolen));
        Assert.Equal(403, await bridge.Client.StatusOfAsync(stolen.WithHeader("User-Agent", null)));
    }

    [Fact]
    public async Task A_session_is_bound_to_its_real_address()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("Only Linux has a second loopback address without being set up for it.");
        await using var session = await bridge.NewSessionAsync();
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                socket.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Parse("127.0.0.2"), 0));
                await socket.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellation);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
        };
        using var elsewhere = BridgeClient.Connect(bridge.Address, handler);
        Assert.Equal(403, await elsewhere.StatusOfAsync(session.Prepare(HttpMethod.Get, "/event/query")));
        Assert.Equal(403, await elsewhere.StatusOfAsync(session.Prepare(HttpMethod.Get, "/event/query").WithHeader("X-Forwarded-For", "127.0.0.1")));
    }

    [Fact]
    public async Task A_revoked_session_is_over()
    {
        var session = await bridge.NewSessionAsync();
        await session.RevokeAsync(RunningBridge.Cancellation);
        Assert.False(await session.ValidateAsync(RunningBridge.Cancellation));
        await Refused.WithAsync(403, "invalid_session", () => session.QueryAsync(new EventQuery()));
    }

    [Fact]
    public async Task A_fourth_session_is_refused_and_takes_none_away()
    {
        var agent = await bridge.NewAgentAsync();
        var sessions = new List<BridgeSession>();
        for (var i = 0; i < 3; i++) sessions.Add(await bridge.Client.OpenSessionAsync(agent, cancellation: RunningBridge.Cancellation));
        var refusal = await Refused.WithAsync(429, "too_many_sessions", () => bridge.Client.OpenSessionAsync(agent));
        Assert.InRange(refusal.RetryAfter!.Value, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61));
        foreach (var session in sessions) Assert.True(await session.ValidateAsync(RunningBridge.Cancellation));

        await sessions[0].RevokeAsync(RunningBridge.Cancellation);
        Assert.NotNull(await bridge.Client.OpenSessionAsync(agent, cancellation: RunningBridge.Cancellation));
    }

    [Fact]
    public async Task Twenty_sessions_at_once_are_three()
    {
        var agent = await bridge.NewAgentAsync();
        var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            _ => bridge.Client.StatusOfAsync(bridge.Client.PrepareSession(agent.AgentId, agent.Secret))));
        Assert.Equal((3, 17), (statuses.Count(s => s == 200), statuses.Count(s => s == 429)));
    }

    [Fact]
    public async Task A_token_validates_for_its_own_agent_only()
    {
        await using var session = await bridge.NewSessionAsync();
        var request = new PreparedRequest(
            HttpMethod.Post, "/session/validate", [new("User-Agent", session.UserAgent)], Refused.Json(new { session_token = session.Token, agent_id = "admin" }));
        var (_, body) = await bridge.Client.AnswerAsync(request);
        Assert.False(body.GetProperty("valid").GetBoolean());
    }
}
