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
    private int _late;
    private RawResponse _worst = new(0, [], "");

    private Witness(PenetrationRun run)
    {
        _run = run;
        _asking = AskAsync();
    }

    public static Witness Start(PenetrationRun run) => new(run);

    /// <summary>Ends the asking and writes down what was seen.</summary>
    public async Task TellAsync(string flood, CancellationToken cancellation)
    {
        await _stop.CancelAsync();
        await _asking;
        _run.Log.Attempt(PenetrationClasses.DenialOfService, Answer.Refused, _asked);
        // One late answer may be this machine's doing, a second is not.
        if (_late > 1)
            _run.Log.Find(PenetrationClasses.DenialOfService, $"{flood} keep another client waiting", PenetrationFlaws.Starved, _run.Health, _worst);
        var (after, _) = await _run.SendAsync(_run.Health, cancellation);
        if (after is null)
            (after, _) = await _run.SendAsync(_run.Health, cancellation);
        if (after is not { IsSuccess: true })
            _run.Log.Find(PenetrationClasses.DenialOfService, $"after {flood} nobody is served", PenetrationFlaws.Dead, _run.Health, after ?? new RawResponse(0, [], ""));
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
            {
                _late++;
                _worst = response ?? new RawResponse(0, [], "");
            }

            await Task.Delay(Pause, _run.Context.Time, CancellationToken.None);
        }
    }
}
