using System.Diagnostics;
using Lighthouse.Chaos.SteadyState;

namespace Lighthouse.Instruments.Tests.Chaos.SteadyState;

public sealed class RecoveryClockTests
{
    private static readonly TimeSpan s_hold = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan s_every = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_within = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Recovery_counts_from_the_injection_to_the_state_that_lasts()
    {
        var watch = Stopwatch.StartNew();
        var clock = RecoveryClock.Start(TimeProvider.System);
        var probes = 0;
        var lastFailure = TimeSpan.Zero;

        // Down, up for a moment, down again, then up for good.
        var recovery = await clock.UntilSteadyAsync(
            _ =>
            {
                var up = ++probes is (> 5 and <= 8) or > 12;
                if (!up)
                    lastFailure = watch.Elapsed;
                return Task.FromResult(up);
            },
            s_hold, s_every, s_within, TestContext.Current.CancellationToken);

        Assert.NotNull(recovery);
        Assert.True(recovery >= lastFailure - TimeSpan.FromMilliseconds(1), $"{recovery} lies before the last failure at {lastFailure}");
        Assert.True(watch.Elapsed >= recovery + s_hold);
    }

    [Fact]
    public async Task A_probe_that_throws_or_hangs_means_down_and_the_waiting_ends()
    {
        var clock = RecoveryClock.Start(TimeProvider.System);
        var within = TimeSpan.FromMilliseconds(200);
        Assert.Null(await clock.UntilSteadyAsync(_ => throw new IOException("down"), s_hold, s_every, within, TestContext.Current.CancellationToken));
        Assert.Null(await RecoveryClock.Start(TimeProvider.System).UntilSteadyAsync(
            token => Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken).ContinueWith(_ => true, token), s_hold, s_every, within, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_state_that_flickers_never_counts_as_recovered()
    {
        var probes = 0;
        Assert.Null(await RecoveryClock.Start(TimeProvider.System).UntilSteadyAsync(
            _ => Task.FromResult(++probes % 3 != 0), s_hold, s_every, TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken));
    }
}
