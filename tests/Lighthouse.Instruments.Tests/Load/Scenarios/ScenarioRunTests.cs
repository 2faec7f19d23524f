using System.Collections.Concurrent;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Scenarios;

namespace Lighthouse.Instruments.Tests.Load.Scenarios;

[Collection(TimingCollection.Name)]
public sealed class ScenarioRunTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Steps_run_in_their_order_and_are_counted_by_name()
    {
        var seen = new ConcurrentQueue<string>();
        var scenario = Scenario.Named("shop").Step("look", Seen(seen, "look")).Pause(ThinkTime.Constant(TimeSpan.FromMilliseconds(1))).Step("buy", Seen(seen, "buy"));
        var result = await ClosedAsync(1, 3, scenario);
        Assert.Equal(["look", "buy", "look", "buy", "look", "buy"], seen);
        Assert.Equal([("look", 3L), ("buy", 3L)], result.Scenarios[0].Steps.Select(step => (step.Name, step.Succeeded)));
        Assert.Equal((3, 3L), (result.Load.Succeeded, result.Scenarios[0].Iterations));
    }

    [Fact]
    public async Task A_failed_step_ends_the_iteration_and_names_itself()
    {
        var seen = new ConcurrentQueue<string>();
        var scenario = Scenario.Named("shop")
            .Step("look", (visit, _) => visit.Iteration.Number == 1 ? throw new TimeoutException() : Task.FromResult(IterationOutcome.Succeeded))
            .Step("buy", Seen(seen, "buy"));
        var result = await ClosedAsync(1, 3, scenario);
        Assert.Equal((2, 1), (result.Load.Succeeded, result.Load.Failed));
        Assert.Equal(new Dictionary<string, long> { ["look: TimeoutException"] = 1 }, result.Load.FailedByKind);
        Assert.Equal(2, seen.Count);
        Assert.Equal(new Dictionary<string, long> { ["TimeoutException"] = 1 }, result.Scenarios[0].Steps[0].FailedByKind);
    }

    [Fact]
    public async Task A_mix_has_the_shares_that_it_should()
    {
        var result = await ClosedAsync(1, 1000, Named("safe").Weighing(70), Named("risky").Weighing(20), Named("complex").Weighing(10));
        Assert.Equal([("safe", 700L), ("risky", 200L), ("complex", 100L)], result.Scenarios.Select(scenario => (scenario.Name, scenario.Iterations)));
    }

    [Theory, InlineData(3), InlineData(10), InlineData(17)]
    public void Even_a_short_run_has_nearly_its_mix(int iterations)
    {
        var mix = new Mix([Named("a").Weighing(80), Named("b").Weighing(15), Named("c").Weighing(5)]);
        var counts = Enumerable.Range(0, iterations).Select(number => mix.Of(new Iteration(number, 0, TimeSpan.Zero))).CountBy(index => index).ToDictionary();
        Assert.InRange(counts.GetValueOrDefault(0), 0.8 * iterations - 1, 0.8 * iterations + 1);
        Assert.InRange(counts.GetValueOrDefault(1), 0.15 * iterations - 1, 0.15 * iterations + 1);
    }

    [Fact]
    public async Task Each_agent_keeps_its_session_and_it_is_disposed_at_the_end()
    {
        var opened = new ConcurrentBag<Session>();
        var scenario = Scenario.Named("shop", (agent, _) =>
        {
            var session = new Session(agent);
            opened.Add(session);
            return Task.FromResult(session);
        }).Step("use", (visit, _) => Task.FromResult(
            visit.Session.Use() && visit.Session.Agent == visit.Iteration.Agent ? IterationOutcome.Succeeded : IterationOutcome.Failed("foreign")));
        var result = await ClosedAsync(5, 20, scenario);
        Assert.Equal((100, 0), (result.Load.Succeeded, result.Load.Failed));
        Assert.Equal([0, 1, 2, 3, 4], opened.Select(session => session.Agent).Order());
        Assert.All(opened, session => Assert.Equal((20, true), (session.Used, session.IsDisposed)));
        Assert.Equal(("open session", 5L), (result.Scenarios[0].Steps[0].Name, result.Scenarios[0].Steps[0].Succeeded));
    }

    [Fact]
    public async Task A_session_that_cannot_be_opened_is_a_failure_of_its_own()
    {
        var scenario = Scenario.Named<Session>("shop", (_, _) => throw new InvalidOperationException()).Step("use", (_, _) => Task.FromResult(IterationOutcome.Succeeded));
        var result = await ClosedAsync(1, 2, scenario);
        Assert.Equal(new Dictionary<string, long> { ["open session: InvalidOperationException"] = 2 }, result.Load.FailedByKind);
        Assert.Equal(0, result.Scenarios[0].Steps[1].Succeeded);
    }

    [Fact]
    public async Task In_an_open_run_no_two_iterations_share_a_session_at_once()
    {
        var scenario = Scenario.Named("shop", (agent, _) => Task.FromResult(new Session(agent))).Step("use", async (visit, token) =>
        {
            var alone = visit.Session.Enter();
            await Task.Delay(5, token);
            visit.Session.Leave();
            return alone ? IterationOutcome.Succeeded : IterationOutcome.Failed("shared");
        });
        var result = await ScenarioRun.OpenAsync(
            [scenario], OpenModel.ConstantRate(1000, TimeSpan.FromSeconds(0.3)), new LoadOptions(), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Equal((300, 0), (result.Load.Succeeded, result.Load.Failed));
    }

    [Fact]
    public async Task Nonsense_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => ClosedAsync(1, 1));
        await Assert.ThrowsAsync<ArgumentException>(() => ClosedAsync(1, 1, Scenario.Named("empty")));
        await Assert.ThrowsAsync<ArgumentException>(() => ClosedAsync(1, 1, Named("twice"), Named("twice")));
        Assert.Throws<ArgumentException>(() => Named("a").Step("step", (_, _) => Task.FromResult(IterationOutcome.Succeeded)));
        Assert.Throws<ArgumentException>(() => Named("a").Weighing(0));
    }

    [Fact]
    public void A_feed_goes_round_ends_or_is_shared()
    {
        var circular = DataFeed<int>.Circular([1, 2, 3]);
        Assert.Equal([1, 2, 3, 1], Enumerable.Range(0, 4).Select(_ => circular.Next()));
        var once = DataFeed<int>.Once([1, 2]);
        Assert.Equal([1, 2], [once.Next(), once.Next()]);
        Assert.False(once.TryNext(out _));
        Assert.Throws<InvalidOperationException>(() => once.Next());
        var shuffled = DataFeed<int>.Shuffled(Enumerable.Range(0, 50), 3);
        var drawn = Enumerable.Range(0, 50).Select(_ => shuffled.Next()).ToList();
        Assert.Equal(Enumerable.Range(0, 50), drawn.Order());
        Assert.NotEqual(Enumerable.Range(0, 50), drawn);
        var parts = Enumerable.Range(1, 3).SelectMany(index =>
        {
            var part = DataFeed<int>.Once(Enumerable.Range(0, 10)).PartOf(Shard.Of(index, 3));
            var all = new List<int>();
            while (part.TryNext(out var item))
                all.Add(item);
            return all;
        });
        Assert.Equal(Enumerable.Range(0, 10), parts.Order());
        Assert.Throws<ArgumentException>(() => DataFeed<int>.Once([]));
    }

    private static Scenario<NoSession> Named(string name) => Scenario.Named(name).Step("step", (_, _) => Task.FromResult(IterationOutcome.Succeeded));

    private static Func<Visit<NoSession>, CancellationToken, Task<IterationOutcome>> Seen(ConcurrentQueue<string> seen, string name) => (_, _) =>
    {
        seen.Enqueue(name);
        return Task.FromResult(IterationOutcome.Succeeded);
    };

    private static Task<MixResult> ClosedAsync(int agents, long each, params Scenario[] scenarios) => ScenarioRun.ClosedAsync(
        scenarios, ClosedModel.Agents(agents, each, s_long), new LoadOptions(), TimeProvider.System, TestContext.Current.CancellationToken);

    private sealed class Session(int agent) : IDisposable
    {
        private int _inside;

        public int Agent => agent;

        public int Used { get; private set; }

        public bool IsDisposed { get; private set; }

        public bool Use() => ++Used > 0 && !IsDisposed;

        public bool Enter() => Interlocked.Increment(ref _inside) == 1;

        public void Leave() => Interlocked.Decrement(ref _inside);

        public void Dispose() => IsDisposed = true;
    }
}
