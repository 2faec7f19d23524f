using Lighthouse.Bridge.Tests.Running;
using Lighthouse.Pipeline.Proofs;

namespace Lighthouse.Pipeline.Tests.Proofs;

public sealed class ProofTimeTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private readonly ManualTime _clock = new();
    private readonly CancellationTokenSource _session = new();
    private readonly ProofTime _time;
    private int _brokenOff;

    public ProofTimeTests() => _time = new ProofTime(Limit, _clock, _session.Token);

    [Fact]
    public async Task What_is_under_way_at_the_end_is_broken_off_and_not_before()
    {
        var running = WithinAsync(() => UntilStoppedAsync(_time.Stop));
        _clock.Advance(Limit - TimeSpan.FromSeconds(1));
        Assert.False(running.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await running);
        Assert.Equal(1, _brokenOff);
        Assert.Equal(_session.Token, _time.Stop);
    }

    [Fact]
    public async Task The_time_is_that_of_all_together()
    {
        _clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal("first", await WithinAsync(() => Task.FromResult("first")));
        var second = WithinAsync(() => UntilStoppedAsync(_time.Stop));
        _clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Null(await second);
    }

    [Fact]
    public async Task Nothing_is_begun_when_it_is_over()
    {
        _clock.Advance(Limit);

        Assert.Null(await WithinAsync(() => throw new InvalidOperationException("begun")));
        Assert.Equal(0, _brokenOff);
    }

    [Fact]
    public async Task What_may_overrun_goes_on_to_its_end()
    {
        var go = new TaskCompletionSource();
        var running = WithinAsync(async () =>
        {
            _time.Overrun();
            await go.Task;
            return _time.Stop.IsCancellationRequested ? "stopped" : "done";
        });
        _clock.Advance(2 * Limit);
        go.SetResult();

        Assert.Equal("done", await running);
    }

    [Fact]
    public async Task The_end_of_the_session_is_not_taken_for_the_end_of_the_time()
    {
        var running = WithinAsync(() => UntilStoppedAsync(_time.Stop));
        await _session.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(0, _brokenOff);
    }

    [Fact]
    public async Task Another_cancellation_is_not_either()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WithinAsync(() => Task.FromCanceled<string>(new CancellationToken(canceled: true))));
        Assert.Equal(0, _brokenOff);
    }

    [Fact]
    public async Task Without_a_limit_there_is_no_end()
    {
        var endless = new ProofTime(limit: null, _clock, _session.Token);
        _clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal("done", await endless.WithinAsync(() => Task.FromResult("done"), () => _brokenOff++));
    }

    public void Dispose() => _session.Dispose();

    private Task<string?> WithinAsync(Func<Task<string>> run) => _time.WithinAsync(run, () => _brokenOff++);

    private static async Task<string> UntilStoppedAsync(CancellationToken stop)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        return "never";
    }
}
