using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Push;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Push;

public sealed class EndingTests
{
    [Fact]
    public async Task The_revocation_of_its_session_closes_a_socket_at_once_and_no_other()
    {
        await using var bridge = new RunningBridge();
        await bridge.InitializeAsync();
        var agent = await bridge.NewAgentAsync();
        var session = await bridge.Client.OpenSessionAsync(agent, cancellation: RunningBridge.Cancellation);
        await using var other = await bridge.Client.OpenSessionAsync(agent, cancellation: RunningBridge.Cancellation);
        await using var socket = await session.SocketAsync();
        await using var otherSocket = await other.SocketAsync();
        await socket.PingAsync(RunningBridge.Cancellation);
        await session.RevokeAsync(RunningBridge.Cancellation);
        Assert.Equal(4401, await socket.ClosedWithAsync());
        await otherSocket.PingAsync(RunningBridge.Cancellation);
    }

    [Fact]
    public async Task A_bridge_that_stops_says_so()
    {
        await using var bridge = new RunningBridge();
        await bridge.InitializeAsync();
        await using var session = await bridge.NewSessionAsync();
        await using var socket = await session.SocketAsync();
        await socket.SubscribeAsync(["*"], cancellation: RunningBridge.Cancellation);
        bridge.Process.Terminate();
        Assert.Equal(1001, await socket.ClosedWithAsync());
        Assert.Equal(0, await bridge.Process.ExitCodeAsync());
        Assert.DoesNotContain("\"Error\"", bridge.Process.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_peer_is_given_up_and_one_that_answers_is_kept()
    {
        await using var bridge = new RunningBridge("--Bridge:Push:PingSeconds=1");
        await bridge.InitializeAsync();
        await using var session = await bridge.NewSessionAsync();
        await using var alive = await session.SocketAsync();
        using var dead = await RawSocket.OpenAsync(bridge.Address, session);
        var pings = 0;
        while (await dead.ReadAsync() is { FirstByte: 0x89 }) pings++;
        Assert.InRange(pings, 1, 3);
        await alive.PingAsync(RunningBridge.Cancellation);
    }

    [Fact]
    public async Task A_session_that_ends_by_itself_closes_its_socket()
    {
        await using var bridge = await BridgeParts.StartAsync();
        var agent = await bridge.Get<IAgents>().RegisterAsync("agent-1", Role.Agent, "admin");
        var caller = bridge.Authenticate((await bridge.OpenAsync(agent)).Token)!;
        using var sent = new MemoryStream();
        var aborted = false;
        using var socket = new PushSocket(caller, new SocketOutput(sent, null), () => aborted = true, bridge.Get<PushParts>());
        using var watch = new SocketWatch(socket, bridge.Get<ISessions>(), bridge.Get<PushParts>());
        watch.Begin();
        var half = TimeSpan.FromSeconds(30);
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromHours(1) - half; passed += half)
        {
            bridge.Time.Advance(half);
            watch.Heard();
        }

        Assert.False(socket.IsClosing);
        bridge.Time.Advance(half);
        Assert.True(socket.IsClosing);
        Assert.Equal([0x11, 0x31], sent.ToArray().AsSpan(sent.ToArray().AsSpan().LastIndexOf((byte)0x88) + 2, 2).ToArray());
        Assert.False(aborted);
        // The peer does not answer the closing frame: it is given up.
        bridge.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(aborted && socket.Ended.IsCancellationRequested);
    }
}
