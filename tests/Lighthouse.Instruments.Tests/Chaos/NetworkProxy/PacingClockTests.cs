using System.Diagnostics;
using Lighthouse.Chaos.NetworkProxy;

namespace Lighthouse.Instruments.Tests.Chaos.NetworkProxy;

public sealed class PacingClockTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly PacingClock _clock = new();

    [Fact]
    public async Task Nobody_is_woken_before_the_moment()
    {
        var random = new Random(1);
        await Task.WhenAll(Enumerable.Range(0, 400).Select(async _ =>
        {
            var due = In(random.NextDouble() * 50);
            await _clock.UntilAsync(due);
            Assert.True(Stopwatch.GetTimestamp() >= due);
        }));
    }

    [Fact]
    public void A_moment_that_has_passed_is_not_waited_for()
    {
        Assert.True(_clock.UntilAsync(Stopwatch.GetTimestamp()).IsCompleted);
        Assert.True(_clock.UntilAsync(0).IsCompleted);
    }

    [Fact]
    public async Task Who_is_due_earlier_is_not_kept_by_who_came_first()
    {
        var late = _clock.UntilAsync(In(600_000));
        await _clock.UntilAsync(In(3)).WaitAsync(Patience, TestContext.Current.CancellationToken);
        await _clock.UntilAsync(In(0.3)).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.False(late.IsCompleted);
    }

    private static long In(double milliseconds) => Stopwatch.GetTimestamp() + (long)(milliseconds * Stopwatch.Frequency / 1_000);
}
