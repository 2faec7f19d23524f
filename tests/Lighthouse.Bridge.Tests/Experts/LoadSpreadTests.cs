using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Experts;
using Lighthouse.Bridge.State;
using Lighthouse.Bridge.Tests.Running;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lighthouse.Bridge.Tests.Experts;

public sealed class LoadSpreadTests
{
    private static readonly string[] Capabilities = ["review", "build", "deploy"];
    private readonly ManualTime _time = new();
    private readonly BridgeClock _clock;
    private long _sequence;
    private readonly ExpertRegister _register;

    public LoadSpreadTests()
    {
        _clock = new BridgeClock(_time);
        var options = new BridgeOptions { TokenSecret = "", StoreKey = "", AgentKey = "", AdminSecret = "" };
        _register = new(options, new LeastLoadedRouting(), new Deadlines(_clock, _time, NullLogger<Deadlines>.Instance));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(13)]
    public void Equals_differ_by_at_most_one_at_every_moment(int experts)
    {
        for (var i = 0; i < experts; i++) Put($"expert-{i}", 8, "review");
        for (var work = 0; work < experts * 8; work++)
        {
            _register.Take(new(null, "review"), "asker");
            var loads = _register.List().Select(e => e.Open).ToList();
            Assert.True(loads.Max() - loads.Min() <= 1, $"after {work + 1}: {string.Join(", ", loads)}");
        }

        Assert.Equal(409, Assert.Throws<RefusalException>(() => _register.Take(new(null, "review"), "asker")).Status);
    }

    [Fact]
    public void Equals_take_turns_even_when_each_work_ends_before_the_next()
    {
        for (var i = 0; i < 4; i++) Put($"expert-{i}", 8, "review");
        var given = new List<string>();
        for (var work = 0; work < 40; work++)
        {
            var chosen = _register.Take(new(null, "review"), "asker");
            _register.Release(chosen);
            given.Add(chosen);
        }

        Assert.All(given.GroupBy(e => e), expert => Assert.Equal(10, expert.Count()));
    }

    [Fact]
    public void Whatever_happens_the_chosen_one_can_take_it_and_nobody_fit_has_less()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var given = new List<string>();
        var chosenOnes = 0;
        for (var step = 0; step < 20_000; step++)
        {
            var name = $"expert-{random.Next(12)}";
            switch (random.Next(12))
            {
                case 0: Put(name, random.Next(1, 6), [.. Capabilities.Where(_ => random.Next(2) == 0).DefaultIfEmpty("review")]); break;
                case 1: _register.Suspend(name, random.Next(3) == 0, ++_sequence); break;
                case 2 when _register.Find(name) is not null: _register.Beat(name, _clock.UnixMilliseconds); break;
                case 3: _time.Advance(TimeSpan.FromSeconds(random.Next(60))); break;
                case 4: _register.TryDrop(name, out _); break;
                case 5 or 6 or 7 when given.Count > 0: Release(given, random.Next(given.Count)); break;
                default: chosenOnes += TakeAndCheck(random, given, $"seed {seed}, step {step}") ? 1 : 0; break;
            }
        }

        Assert.True(chosenOnes > 1_000, $"only {chosenOnes} were given at all");
    }

    [Fact]
    public void Parallel_takes_never_exceed_a_limit()
    {
        Put("expert-0", 5, "review");
        Put("expert-1", 7, "review");
        var taken = 0;
        Parallel.For(0, 200, _ =>
        {
            try
            {
                _register.Take(new(null, "review"), "asker");
                Interlocked.Increment(ref taken);
            }
            catch (RefusalException)
            {
                // Both are busy.
            }
        });
        Assert.Equal((12, 5, 7), (taken, _register.Find("expert-0")!.Open, _register.Find("expert-1")!.Open));
    }

    private bool TakeAndCheck(Random random, List<string> given, string when)
    {
        var capability = random.Next(4) == 0 ? null : Capabilities[random.Next(Capabilities.Length)];
        var except = $"expert-{random.Next(12)}";
        var fit = _register.List()
            .Where(e => (capability is null || e.Profile.Capabilities.Contains(capability)) && e.AgentId != except && e.State == ExpertState.Available)
            .ToDictionary(e => e.AgentId);
        string chosen;
        try
        {
            chosen = _register.Take(new(null, capability), except);
        }
        catch (RefusalException)
        {
            Assert.True(fit.Count == 0, $"{when}: nobody was chosen though {string.Join(", ", fit.Keys)} could take it");
            return false;
        }

        Assert.True(fit.TryGetValue(chosen, out var before), $"{when}: {chosen} was chosen and cannot take it");
        Assert.True(before.Open < before.Profile.MostOpen && !before.IsOverdue | fit.Values.All(e => e.IsOverdue), when);
        Assert.True(fit.Values.Where(e => e.IsOverdue == before.IsOverdue).All(e => e.Open >= before.Open), $"{when}: {chosen} had more than another");
        given.Add(chosen);
        return true;
    }

    private void Release(List<string> given, int index)
    {
        _register.Release(given[index]);
        given.RemoveAt(index);
    }

    private void Put(string name, int most, params string[] capabilities) =>
        _register.Put(name, new("tester", capabilities, most, null), "r", _clock.UnixMilliseconds, ++_sequence);
}
