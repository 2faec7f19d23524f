using System.Diagnostics;

namespace Lighthouse.Bridge.Events.Archiving;

/// <summary>Keeps background work to a share of one core: rests in proportion to the time that its steps took.</summary>
internal sealed class Pace(double share)
{
    // A shorter rest is not worth a switch, and the system's clock does not know it.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(5);
    private TimeSpan _owed;
    private long _begun;

    public void Begin() => _begun = Stopwatch.GetTimestamp();

    public void Rest(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _owed += Stopwatch.GetElapsedTime(_begun) * ((1 / share) - 1);
        if (_owed < Least)
            return;
        var begun = Stopwatch.GetTimestamp();
        cancellation.WaitHandle.WaitOne(_owed);
        _owed -= Stopwatch.GetElapsedTime(begun);
        cancellation.ThrowIfCancellationRequested();
    }
}
