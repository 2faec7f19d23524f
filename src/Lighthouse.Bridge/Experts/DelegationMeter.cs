namespace Lighthouse.Bridge.Experts;

/// <summary>Counts what becomes of the work that was handed out since the process started.</summary>
internal sealed class DelegationMeter
{
    private static readonly double[] Bounds = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 120, 300, 600];
    private readonly Lock _lock = new();
    private readonly long[] _ended = new long[Enum.GetValues<DelegationState>().Length];
    private readonly long[] _atMost = new long[Bounds.Length];
    private long _created;
    private long _moved;
    private double _seconds;

    public void Created()
    {
        lock (_lock) _created++;
    }

    public void Moved()
    {
        lock (_lock) _moved++;
    }

    public void Ended(DelegationState state, long milliseconds)
    {
        var seconds = milliseconds / 1000.0;
        lock (_lock)
        {
            _ended[(int)state]++;
            if (state != DelegationState.Completed) return;
            _seconds += seconds;
            for (var i = 0; i < Bounds.Length; i++)
                if (seconds <= Bounds[i]) _atMost[i]++;
        }
    }

    public DelegationFigures Measure(int open)
    {
        lock (_lock)
        {
            var ended = Enum.GetValues<DelegationState>().Where(s => s != DelegationState.Pending).ToDictionary(s => s, s => _ended[(int)s]);
            var histogram = new DurationHistogram(Bounds, [.. _atMost], _ended[(int)DelegationState.Completed], _seconds);
            return new(_created, open, _moved, ended, histogram);
        }
    }
}
