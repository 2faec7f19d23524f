using Lighthouse.Bridge.Configuration;

namespace Lighthouse.Bridge.State;

/// <summary>
/// The way to the end: notice (<c>/health</c> says 503 so that no new work is sent here, everything is still served), then nothing new is taken
/// and what runs finishes, then the store is closed. Beginning twice is beginning once.
/// </summary>
internal sealed class Draining(BridgeOptions options, Readiness readiness, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Draining> log)
{
    private int _begun;

    /// <summary>Begins; false when it had begun already.</summary>
    public bool TryBegin()
    {
        if (Interlocked.Exchange(ref _begun, 1) == 1) return false;
        readiness.IsDraining = true;
        log.LogInformation("The bridge was told to stop: notice {Notice}, then at most {Drain} for what runs", options.Stopping.Notice, options.Stopping.Drain);
        _ = StopAfterNoticeAsync();
        return true;
    }

    /// <summary>Begins unless it has.</summary>
    public void Begin() => TryBegin();

    private async Task StopAfterNoticeAsync()
    {
        if (options.Stopping.Notice > TimeSpan.Zero) await Task.Delay(options.Stopping.Notice, time);
        lifetime.StopApplication();
    }
}
