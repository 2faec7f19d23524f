using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Penetration.Floods;

/// <summary>Another client, who asks for the target's health while an attack runs and once after it.</summary>
internal sealed class Witness : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly PenetrationRun _run;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _asking;
    private int _asked;
    private volatile RawResponse? _late;

    private Witness(PenetrationRun run)
    {
        _run = run;
        _asking = AskAsync();
    }

    public static Witness Start(PenetrationRun run) => new(run);

    /// <summary>Ends the asking.</summary>
    /// <returns>An answer that came late or not at all; null when all came in time.</returns>
    public async Task<RawResponse?> EndAsync()
    {
        await _stop.CancelAsync();
        await _asking;
        _run.Log.Attempt(PenetrationClasses.DenialOfService, Answer.Refused, _asked);
        return _late;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _asking;
        _stop.Dispose();
    }

    private async Task AskAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var (response, elapsed) = await _run.SendAsync(_run.Health, CancellationToken.None);
            _asked++;
            if (response is not { IsSuccess: true } || elapsed > _run.Options.LongestWait)
                _late = response ?? new RawResponse(0, [], "");
            await Task.Delay(Pause, _run.Context.Time, CancellationToken.None);
        }
    }
}
