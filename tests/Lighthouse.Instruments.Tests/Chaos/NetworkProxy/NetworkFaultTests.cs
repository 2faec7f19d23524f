using System.Net;
using Lighthouse.Chaos;
using Lighthouse.Chaos.NetworkProxy;

namespace Lighthouse.Instruments.Tests.Chaos.NetworkProxy;

public sealed class NetworkFaultTests
{
    private static readonly LinkConditions ToTarget = new() { ToTarget = DirectionCondition.Cut };
    private static readonly LinkConditions ToClients = new() { ToClients = DirectionCondition.Cut };
    private static readonly LinkConditions Slow = new() { ToTarget = new DirectionCondition { Latency = TimeSpan.FromMilliseconds(120) } };

    public static TheoryData<string, LinkConditions> Interruptions => new()
    {
        { "both", LinkConditions.CutBothWays },
        { "reset", new LinkConditions { Connections = ConnectionFate.Reset } },
        { "half-open", new LinkConditions { Connections = ConnectionFate.HalfOpen } },
        { "refused", new LinkConditions { Connections = ConnectionFate.Refused } },
        { "slow", Slow },
    };

    [Theory]
    [MemberData(nameof(Interruptions))]
    public async Task A_disturbed_link_is_seen_and_its_healing_too(string name, LinkConditions conditions)
    {
        await using var world = new World();
        var result = await world.RunAsync(world.Options(conditions) with { Name = name });
        Assert.Equal((ExperimentStatus.Completed, null), (result.Status, result.Reason));
        Assert.Equal(LinkConditions.Open, world.Proxy.Conditions);
    }

    [Theory]
    [InlineData(true, true, ExperimentStatus.NotRun)]
    [InlineData(true, false, ExperimentStatus.Completed)]
    [InlineData(false, true, ExperimentStatus.Completed)]
    [InlineData(false, false, ExperimentStatus.NotRun)]
    public async Task A_cut_of_one_way_is_told_by_what_arrives(bool cutsToTarget, bool arrivesDuring, ExperimentStatus status)
    {
        await using var world = new World();
        var asked = 0;
        var options = world.Options(cutsToTarget ? ToTarget : ToClients) with { ArrivesAsync = _ => Task.FromResult(asked++ == 0 || arrivesDuring) };
        Assert.Equal(status, (await world.RunAsync(options)).Status);
    }

    [Fact]
    public async Task A_flapping_link_is_seen_to_go_and_come()
    {
        await using var world = new World();
        var result = await world.RunAsync(world.Options(LinkConditions.CutBothWays) with { FlapEvery = TimeSpan.FromMilliseconds(400) });
        Assert.Equal((ExperimentStatus.Completed, null), (result.Status, result.Reason));
    }

    [Fact]
    public async Task An_injector_that_does_nothing_is_not_believed()
    {
        await using var world = new World();
        await using var other = TcpProxy.Start(world.Proxy.Address);
        // The fault is in another link than the one that is asked.
        Assert.StartsWith("LHC4012", (await world.RunAsync(world.Options(LinkConditions.CutBothWays) with { Proxy = other })).Reason, StringComparison.Ordinal);
        Assert.StartsWith("LHC4012", (await world.RunAsync(world.Options(Slow) with { Proxy = other })).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_that_is_down_itself_proves_nothing()
    {
        await using var world = new World();
        var direct = 0;
        var result = await world.RunAsync(world.Options(LinkConditions.CutBothWays) with { DirectAsync = _ => Task.FromResult(direct++ == 0) });
        Assert.StartsWith("LHC4012", result.Reason, StringComparison.Ordinal);
        var before = await world.RunAsync(world.Options(LinkConditions.CutBothWays) with { DirectAsync = _ => Task.FromResult(false) });
        Assert.StartsWith("LHC4422", before.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_is_disturbed_already_is_left_alone()
    {
        await using var world = new World();
        world.Proxy.Apply(Slow);
        Assert.StartsWith("LHC4421", (await world.RunAsync(world.Options(LinkConditions.CutBothWays))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conditions_that_could_not_be_seen_are_refused()
    {
        await using var world = new World();
        await RefusedAsync("LHC4411", world.Options(LinkConditions.Open));
        await RefusedAsync("LHC4411", world.Options(new LinkConditions { ToTarget = new DirectionCondition { BytesPerSecond = 1_000 } }));
        await RefusedAsync("LHC4412", world.Options(ToTarget));
        await RefusedAsync("LHC4413", world.Options(Slow) with { FlapEvery = TimeSpan.FromSeconds(1) });
        await RefusedAsync("LHC4414", world.Options(LinkConditions.CutBothWays) with { AnswerWithin = TimeSpan.Zero });

        async Task RefusedAsync(string code, NetworkFaultOptions options) =>
            Assert.StartsWith(code, (await Assert.ThrowsAsync<ArgumentException>(() => world.RunAsync(options))).Message, StringComparison.Ordinal);
    }

    private sealed class World : IAsyncDisposable
    {
        private readonly LoopbackServer _server = new(_ => Task.FromResult((200, "{}")));

        public World() => Proxy = TcpProxy.Start(new IPEndPoint(IPAddress.Loopback, _server.Port));

        public TcpProxy Proxy { get; }

        public NetworkFaultOptions Options(LinkConditions conditions) => new()
        {
            Name = "disturbance",
            Proxy = Proxy,
            Conditions = conditions,
            ThroughAsync = token => AskAsync(Proxy.Address.Port, token),
            DirectAsync = token => AskAsync(_server.Port, token),
            AnswerWithin = TimeSpan.FromMilliseconds(300),
        };

        public async Task<ExperimentResult> RunAsync(NetworkFaultOptions options)
        {
            using var fault = new NetworkFault(options, TimeProvider.System);
            return await new Experiment(fault, new ExperimentOptions(), TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            await Proxy.DisposeAsync();
            await _server.DisposeAsync();
        }

        private static async Task<bool> AskAsync(int port, CancellationToken cancellation)
        {
            using var handler = new SocketsHttpHandler { UseProxy = false };
            using var http = new HttpClient(handler);
            using var answer = await http.GetAsync($"http://127.0.0.1:{port}/", cancellation);
            return answer.IsSuccessStatusCode;
        }
    }
}
