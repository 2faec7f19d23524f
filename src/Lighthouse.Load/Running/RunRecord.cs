using Lighthouse.Load.Recording;

namespace Lighthouse.Load.Running;

/// <summary>What a run has seen so far.</summary>
internal sealed class RunRecord
{
    private long _intended;
    private long _started;
    private long _succeeded;
    private long _failed;
    private long _timedOut;
    private long _dropped;

    public FailureTally Failures { get; } = new();

    public LatencyHistogram Latency { get; } = new();

    public LatencyHistogram LatencyOfSuccesses { get; } = new();

    public LatencyHistogram ServiceTime { get; } = new();

    public LatencyHistogram StartDelay { get; } = new();

    public long Intended => Interlocked.Read(ref _intended);

    public long Started => Interlocked.Read(ref _started);

    public long Succeeded => Interlocked.Read(ref _succeeded);

    public long Failed => Interlocked.Read(ref _failed);

    public long TimedOut => Interlocked.Read(ref _timedOut);

    public long Dropped => Interlocked.Read(ref _dropped);

    public void AddIntended() => Interlocked.Increment(ref _intended);

    public void RaiseIntendedTo(long promised) => Interlocked.Exchange(ref _intended, Math.Max(Intended, promised));

    public void AddDropped() => Interlocked.Increment(ref _dropped);

    public void AddStarted(TimeSpan intended, TimeSpan started)
    {
        Interlocked.Increment(ref _started);
        StartDelay.Add(started - intended);
    }

    public void AddEnded(IterationOutcome outcome, TimeSpan latency, TimeSpan service)
    {
        Latency.Add(latency);
        ServiceTime.Add(service);
        if (outcome.IsSuccess)
        {
            Interlocked.Increment(ref _succeeded);
            LatencyOfSuccesses.Add(latency);
            return;
        }

        Interlocked.Increment(ref _failed);
        Failures.Add(outcome.FailureKind!);
    }

    public void AddTimedOut(TimeSpan latencySoFar, TimeSpan serviceSoFar)
    {
        Interlocked.Increment(ref _timedOut);
        Latency.Add(latencySoFar);
        ServiceTime.Add(serviceSoFar);
    }

    public void AddNeverStarted(TimeSpan latencySoFar)
    {
        Latency.Add(latencySoFar);
        StartDelay.Add(latencySoFar);
    }
}
