namespace Lighthouse.Chaos.SteadyState;

/// <summary>Counts recovery from the injection, not from the healing: the outage is part of it.</summary>
public sealed class RecoveryClock
{
    private readonly TimeProvider _time;
    private readonly long _origin;

    private RecoveryClock(TimeProvider time)
    {
        _time = time;
        _origin = time.GetTimestamp();
    }

    /// <summary>The time since the injection.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_origin);

    /// <summary>Starts the clock; call it just before the injection.</summary>
    public static RecoveryClock Start(TimeProvider time) => new(time);

    /// <summary>Waits for the first moment after which a probe holds for a while, and gives that moment counted from the injection; null when it does not come in time.</summary>
    /// <param name="probe">True when the target serves; an exception means that it does not.</param>
    /// <param name="holdFor">How long every look has to succeed.</param>
    /// <param name="every">The pause between two looks.</param>
    /// <param name="within">The latest such moment, counted from the injection.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<TimeSpan?> UntilSteadyAsync(
        Func<CancellationToken, Task<bool>> probe, TimeSpan holdFor, TimeSpan every, TimeSpan within, CancellationToken cancellation)
    {
        TimeSpan? since = null;
        while (true)
        {
            var left = within + holdFor - Elapsed;
            if (left > TimeSpan.Zero && await HoldsAsync(probe, left, _time, cancellation))
                since ??= Elapsed;
            else
                since = null;
            if (since is { } start && Elapsed - start >= holdFor)
                return start <= within ? start : null;
            if (since is null && Elapsed >= within)
                return null;
            await Task.Delay(every, _time, cancellation);
        }
    }

    /// <summary>One look, bounded; an exception or no answer in time is no.</summary>
    internal static async Task<bool> HoldsAsync(Func<CancellationToken, Task<bool>> probe, TimeSpan within, TimeProvider time, CancellationToken cancellation)
    {
        using var bound = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellation);
        try
        {
            return await probe(either.Token).WaitAsync(either.Token);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
