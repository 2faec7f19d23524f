using Lighthouse.Bridge.State;
using Lighthouse.Bridge.Tests.Running;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lighthouse.Bridge.Tests.State;

public sealed class DeadlinesTests
{
    private readonly ManualTime _time = new();
    private readonly BridgeClock _clock;
    private readonly Deadlines _deadlines;

    public DeadlinesTests()
    {
        _clock = new BridgeClock(_time);
        _deadlines = new Deadlines(_clock, _time, NullLogger<Deadlines>.Instance);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(4_095)]
    [InlineData(4_096)]
    [InlineData(3_600_000)]
    [InlineData(8L * 3_600_000)]
    [InlineData(400L * 86_400_000)]
    [InlineData(4_000L * 86_400_000)]
    public void A_deadline_is_called_at_its_millisecond_and_not_before(long inMilliseconds)
    {
        var called = 0;
        using var watch = _deadlines.Watch(_clock.UnixMilliseconds + inMilliseconds, () => called++);
        if (inMilliseconds > 0) Pass(inMilliseconds - 1);
        Assert.Equal(0, called);
        Pass(1);
        Assert.Equal(1, called);
        Pass(100_000);
        Assert.Equal((1, 0), (called, _deadlines.Count));
    }

    [Fact]
    public void One_that_is_cancelled_is_not_called_and_not_kept()
    {
        var called = 0;
        var watches = Enumerable.Range(1, 1_000).Select(i => _deadlines.Watch(_clock.UnixMilliseconds + (i * 37), () => called++)).ToList();
        foreach (var watch in watches)
        {
            watch.Dispose();
            watch.Dispose();
        }

        Assert.Equal(0, _deadlines.Count);
        Pass(100_000);
        Assert.Equal(0, called);
    }

    [Fact]
    public void One_that_another_cancels_at_the_same_moment_is_not_called()
    {
        var called = new List<string>();
        IDisposable? second = null;
        using var first = _deadlines.Watch(_clock.UnixMilliseconds + 10, () =>
        {
            called.Add("first");
            second!.Dispose();
        });
        second = _deadlines.Watch(_clock.UnixMilliseconds + 11, () => called.Add("second"));
        Pass(20);
        Assert.Equal(["first"], called);
    }

    [Fact]
    public void A_call_that_fails_keeps_no_other_from_being_made()
    {
        var called = 0;
        using var bad = _deadlines.Watch(_clock.UnixMilliseconds + 5, () => throw new InvalidOperationException("on purpose"));
        using var good = _deadlines.Watch(_clock.UnixMilliseconds + 5, () => called++);
        Pass(10);
        Assert.Equal(1, called);
    }

    [Fact]
    public void A_million_deadlines_are_added_cancelled_and_called()
    {
        const int count = 1_000_000;
        var called = 0;
        var random = new Random(17);
        var start = _clock.UnixMilliseconds;
        var watches = new IDisposable[count];
        for (var i = 0; i < count; i++) watches[i] = _deadlines.Watch(start + random.NextInt64(1, 3_600_000), () => called++);
        for (var i = 0; i < count; i += 2) watches[i].Dispose();
        Assert.Equal(count / 2, _deadlines.Count);
        for (var minute = 0; minute < 60; minute++) Pass(60_000);
        Assert.Equal((count / 2, 0), (called, _deadlines.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void It_does_what_a_list_would_do(int seed)
    {
        // The naive model: a list of (deadline, name), looked through after every step.
        var random = new Random(seed);
        var model = new List<(long At, int Name)>();
        var watches = new Dictionary<int, IDisposable>();
        var called = new List<int>();
        for (var step = 0; step < 3_000; step++)
        {
            switch (random.Next(4))
            {
                case 0 or 1:
                    var (name, at) = (step, _clock.UnixMilliseconds + Span(random));
                    model.Add((at, name));
                    watches[name] = _deadlines.Watch(at, () => called.Add(name));
                    break;
                case 2 when model.Count > 0:
                    var gone = model[random.Next(model.Count)];
                    model.Remove(gone);
                    watches[gone.Name].Dispose();
                    break;
                default:
                    called.Clear();
                    Pass(Span(random) / 2);
                    var expected = model.Where(d => d.At <= _clock.UnixMilliseconds).ToList();
                    Assert.True(expected.Select(d => d.Name).Order().SequenceEqual(called.Order()), $"seed {seed}, step {step}");
                    Assert.True(called.Select(c => expected.Single(d => d.Name == c).At).SequenceEqual(expected.Select(d => d.At).Order()), $"order: seed {seed}, step {step}");
                    model.RemoveAll(d => d.At <= _clock.UnixMilliseconds);
                    break;
            }

            Assert.True(model.Count == _deadlines.Count, $"seed {seed}, step {step}: {_deadlines.Count} are watched, {model.Count} should be");
        }
    }

    // Of every size: the wheel's levels differ by powers of 64. A deadline in the past is due at the next moment.
    private static long Span(Random random) => random.NextInt64(0, 1L << random.Next(1, 40));

    private void Pass(long milliseconds) => _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
}
