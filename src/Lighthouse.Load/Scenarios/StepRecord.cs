using Lighthouse.Load.Recording;

namespace Lighthouse.Load.Scenarios;

/// <summary>Counts and times of one step.</summary>
internal sealed class StepRecord(string name)
{
    private readonly LatencyHistogram _time = new();
    private readonly FailureTally _failures = new();
    private long _succeeded;

    public void Add(IterationOutcome outcome, TimeSpan time)
    {
        _time.Add(time);
        if (outcome.IsSuccess)
            Interlocked.Increment(ref _succeeded);
        else
            _failures.Add(outcome.FailureKind!);
    }

    public StepResult Result() => new(name, Interlocked.Read(ref _succeeded), _failures.Counts, _time);
}
