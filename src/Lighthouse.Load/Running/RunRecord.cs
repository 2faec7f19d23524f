using Lighthouse.Load.Recording;

namespace Lighthouse.Load.Running;

/// <summary>Counts and times of a run's iterations.</summary>
/// <param name="late">The delay of a start above which it counts as late.</param>
/// <param name="oneWriter">Whether a single thread writes all of it.</param>
internal sealed class RunRecord(TimeSpan late, bool oneWriter = false)
{
    private long _intended;
    private long _started;
    private long _succeeded;
    private long _failed;
    private long _timedOut;
    private long _dropped;
    private long _late;

    public FailureTally Failures { get; } = new();

    public LatencyHistogram Latency { get; } = new(oneWriter);

    public LatencyHistogram LatencyOfSuccesses { get; } = new(oneWriter);

    public LatencyHistogram ServiceTime { get; } = new(oneWriter);

    public LatencyHistogram StartDelay { get; } = new(oneWriter);

    public long Intended => Interlocked.Read(ref _intended);

    public long Started => Interlocked.Read(ref _started);

    public long Succeeded => Interlocked.Read(ref _succeeded);

    public long Failed => Interlocked.Read(ref _failed);

    public long TimedOut => Interlocked.Read(ref _timedOut);

    public long Dropped => Interlocked.Read(ref _dropped);

    public long Late => Interlocked.Read(ref _late);

    public void AddIntended() => Count(ref _intended);

    public void RaiseIntendedTo(long promised) => Interlocked.Exchange(ref _intended, Math.Max(Intended, promised));

    public void AddDropped() => Count(ref _dropped);

    public void AddStarted(TimeSpan intended, TimeSpan started)
    {
        Count(ref _started);
        AddStartDelay(started - intended);
    }

    public void AddEnded(IterationOutcome outcome, TimeSpan latency, TimeSpan service)
    {
        Latency.Add(latency);
        ServiceTime.Add(service);
        if (outcome.IsSuccess)
        {
            Count(ref _succeeded);
            LatencyOfSuccesses.Add(latency);
            return;
        }

        Count(ref _failed);
        Failures.Add(outcome.FailureKind!);
    }

    public void AddTimedOut(TimeSpan latencySoFar, TimeSpan serviceSoFar)
    {
        Count(ref _timedOut);
        Latency.Add(latencySoFar);
        ServiceTime.Add(serviceSoFar);
    }

    public void AddNeverStarted(TimeSpan latencySoFar)
    {
        Latency.Add(latencySoFar);
        AddStartDelay(latencySoFar);
    }

    private void AddStartDelay(TimeSpan delay)
    {
        StartDelay.Add(delay);
        if (delay > late)
            Count(ref _late);
    }

    private void Count(ref long counter)
    {
        if (oneWriter)
            counter++;
        else
            Interlocked.Increment(ref counter);
    }
}
