namespace Lighthouse.Bridge.Elicitations;

/// <summary>Counts what becomes of the elicitations that were created since the process started.</summary>
internal sealed class ElicitationMeter
{
    private readonly LatencyWindow _latencies = new();
    private long _created;
    private long _delivered;
    private long _ended;
    private long _expired;

    public void Created() => Interlocked.Increment(ref _created);

    public void Delivered() => Interlocked.Increment(ref _delivered);

    public void Ended(ElicitationState state, long milliseconds)
    {
        Interlocked.Increment(ref _ended);
        if (state == ElicitationState.Expired) Interlocked.Increment(ref _expired);
        if (state is ElicitationState.Accepted or ElicitationState.Declined) _latencies.Add(milliseconds);
    }

    public ElicitationFigures Measure(int pending)
    {
        var sorted = _latencies.Sorted();
        var created = Volatile.Read(ref _created);
        return new(
            LatencyWindow.Percentile(sorted, 0.50), LatencyWindow.Percentile(sorted, 0.95), LatencyWindow.Percentile(sorted, 0.99),
            Share(Volatile.Read(ref _delivered), created), Share(Volatile.Read(ref _expired), Volatile.Read(ref _ended)), created, pending);
    }

    private static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;
}
