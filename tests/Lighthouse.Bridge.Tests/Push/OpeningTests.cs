using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Push;

public sealed class OpeningTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    [Fact]
    public async Task A_session_opens_a_socket_on_its_own_path_only()
    {
        await using var session = await bridge.NewSessionAsync();
        await using (var socket = await session.SocketAsync()) await socket.PingAsync(RunningBridge.Cancellation);
        var before = await ImpersonationsAsync();
        await Refused.WithAsync(403, "socket_refused", () => session.SocketAsync(new SocketOptions { Path = "/ws/admin" }));
        await Refused.WithAsync(403, "socket_refused", () => bridge.Admin.SocketAsync(new SocketOptions { Path = "/ws/" + session.AgentId }));
        Assert.Equal(before + 2, await ImpersonationsAsync());
    }

    [Fact]
    public async Task A_revoked_session_opens_none()
    {
        var session = await bridge.NewSessionAsync();
        await session.RevokeAsync(RunningBridge.Cancellation);
        await Refused.WithAsync(403, "socket_refused", () => session.SocketAsync());
        await Refused.WithAsync(403, "socket_refused", () => session.SocketAsync(new SocketOptions { TokenAsProtocol = true }));
    }

    [Fact]
    public async Task A_browser_shows_the_token_as_a_protocol_and_comes_from_the_bridges_own_origin()
    {
        await using var session = await bridge.NewSessionAsync();
        var own = bridge.Address.GetLeftPart(UriPartial.Authority);
        await using (var socket = await session.SocketAsync(new SocketOptions { TokenAsProtocol = true, Origin = own }))
            await socket.PingAsync(RunningBridge.Cancellation);
        foreach (var origin in new[] { "http://evil.example", "null", own + ".evil.example" })
            await Refused.WithAsync(403, "socket_refused", () => session.SocketAsync(new SocketOptions { Origin = origin }));
    }

    [Theory]
    [InlineData("Sec-WebSocket-Protocol", "lighthouse.v1, lighthouse.bearer.!!!", 401)]
    [InlineData("Sec-WebSocket-Protocol", "lighthouse.v1, lighthouse.bearer.c2hvcnQ", 401)]
    [InlineData("Sec-WebSocket-Protocol", "lighthouse.bearer.bm90LWEtc2Vzc2lvbi10b2tlbg", 403)]
    [InlineData("Sec-WebSocket-Protocol", "lighthouse.v1", 403)]
    [InlineData("Authorization", "Bearer short", 401)]
    [InlineData("Authorization", "Bearer not-a-session-token", 403)]
    public async Task Nobody_without_a_token_gets_in(string header, string value, int status)
    {
        Assert.Equal(status, await HandshakeAsync((header, value)));
    }

    [Fact]
    public async Task A_token_in_the_url_is_no_proof()
    {
        await using var session = await bridge.NewSessionAsync();
        var query = "?token=" + Uri.EscapeDataString(session.Token) + "&session_token=" + Uri.EscapeDataString(session.Token);
        Assert.Equal(403, await RawSocket.HandshakeAsync(bridge.Address, "/ws/" + session.AgentId + query));
    }

    [Fact]
    public async Task What_is_no_opening_of_a_websocket_is_refused()
    {
        await using var session = await bridge.NewSessionAsync();
        var path = "/ws/" + session.AgentId;
        var bearer = ("Authorization", "Bearer " + session.Token);
        Assert.Equal(426, await bridge.Client.StatusOfAsync(session.Prepare(HttpMethod.Get, path)));
        Assert.Equal(405, await bridge.Client.StatusOfAsync(session.Prepare(HttpMethod.Post, path, Refused.Text("{}"))));
        Assert.Equal(426, await RawSocket.HandshakeAsync(bridge.Address, path, bearer, ("User-Agent", session.UserAgent), ("Sec-WebSocket-Version", "12")));
        Assert.Equal(400, await RawSocket.HandshakeAsync(bridge.Address, path, bearer, ("User-Agent", session.UserAgent), ("Sec-WebSocket-Key", "AAAA")));
        Assert.Equal(101, await RawSocket.HandshakeAsync(bridge.Address, path, bearer, ("User-Agent", session.UserAgent)));
        // Bound to the user agent like every use of the session.
        Assert.Equal(403, await RawSocket.HandshakeAsync(bridge.Address, path, bearer, ("User-Agent", "another/1.0")));
    }

    [Fact]
    public async Task An_agent_has_eight_sockets_and_gets_the_place_of_a_closed_one_back()
    {
        await using var session = await bridge.NewSessionAsync();
        var sockets = new List<BridgeSocket>();
        for (var i = 0; i < 8; i++) sockets.Add(await session.SocketAsync());
        await Refused.WithAsync(429, "socket_refused", () => session.SocketAsync());
        await sockets[0].DisposeAsync();
        sockets[0] = await Eventually(() => session.SocketAsync());
        foreach (var socket in sockets) await socket.DisposeAsync();
    }

    [Fact]
    public async Task The_bridge_has_a_limit_of_sockets_too()
    {
        await using var small = new RunningBridge("--Bridge:Push:Sockets=1");
        await small.InitializeAsync();
        await using var session = await small.NewSessionAsync();
        await using var socket = await session.SocketAsync();
        await Refused.WithAsync(503, "socket_refused", () => session.SocketAsync());
    }

    private static async Task<BridgeSocket> Eventually(Func<Task<BridgeSocket>> open)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            try
            {
                return await open();
            }
            catch (BridgeException)
            {
                await Task.Delay(10, bound.Token);
            }
        }
    }

    private Task<int> HandshakeAsync(params (string, string)[] headers) => RawSocket.HandshakeAsync(bridge.Address, "/ws/agent-1", headers);

    private async Task<long> ImpersonationsAsync() =>
        (await bridge.Admin.ElicitationMetricsAsync(RunningBridge.Cancellation)).Security.ImpersonationAttempts;
}
