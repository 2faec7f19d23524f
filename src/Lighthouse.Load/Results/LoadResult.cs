using Lighthouse.Load.Recording;
using Lighthouse.Load.Running;

namespace Lighthouse.Load.Results;

/// <summary>What a load run measured. <see cref="Intended"/> = <see cref="Started"/> + <see cref="Dropped"/> + <see cref="NotStarted"/>; <see cref="Started"/> = <see cref="Completed"/> + <see cref="TimedOut"/>.</summary>
public sealed record LoadResult
{
    private LoadResult() { }

    /// <summary>Iterations that the model asked for.</summary>
    public required long Intended { get; init; }

    /// <summary>Iterations whose step was called.</summary>
    public required long Started { get; init; }

    /// <summary>Iterations that ended by themselves, well or not.</summary>
    public long Completed => Succeeded + Failed;

    /// <summary>Iterations that ended well.</summary>
    public required long Succeeded { get; init; }

    /// <summary>Iterations that ended with a failure or an exception.</summary>
    public required long Failed { get; init; }

    /// <summary>The failed ones by kind: the kind the step gave, or the exception's type name. At most about 100 kinds; more are counted under one name.</summary>
    public required IReadOnlyDictionary<string, long> FailedByKind { get; init; }

    /// <summary>Iterations that had not ended when the grace period was over.</summary>
    public required long TimedOut { get; init; }

    /// <summary>Iterations that were not started because <see cref="LoadOptions.MaxInFlight"/> were in flight.</summary>
    public required long Dropped { get; init; }

    /// <summary>Iterations that the generator was too busy to start before the grace period was over, or whose agent never came to them.</summary>
    public required long NotStarted { get; init; }

    /// <summary>From the intended start to the end, whatever delayed it, of every iteration that was not dropped; one that did not end counts with the time it had taken so far.</summary>
    public required LatencyHistogram LatencyFromIntendedStart { get; init; }

    /// <summary>The same of the succeeded iterations alone, which quick failures cannot flatter and slow ones cannot spoil.</summary>
    public required LatencyHistogram LatencyOfSuccesses { get; init; }

    /// <summary>From the actual start to the end. It hides what made an iteration start late; never judge by it alone.</summary>
    public required LatencyHistogram ServiceTime { get; init; }

    /// <summary>From the intended to the actual start: the generator's own lateness.</summary>
    public required LatencyHistogram StartDelay { get; init; }

    /// <summary>What the generator itself used.</summary>
    public required GeneratorCpu GeneratorCpu { get; init; }

    /// <summary>Reasons not to believe the numbers, with numbers; empty when there are none.</summary>
    public required IReadOnlyList<string> Doubts { get; init; }

    internal static LoadResult From(LoadExecution execution, LoadOptions options, GeneratorCpu cpu)
    {
        var record = execution.Record;
        return new LoadResult
        {
            Intended = record.Intended,
            Started = record.Started,
            Succeeded = record.Succeeded,
            Failed = record.Failed,
            FailedByKind = record.Failures.Counts,
            TimedOut = record.TimedOut,
            Dropped = record.Dropped,
            NotStarted = record.Intended - record.Started - record.Dropped,
            LatencyFromIntendedStart = record.Latency,
            LatencyOfSuccesses = record.LatencyOfSuccesses,
            ServiceTime = record.ServiceTime,
            StartDelay = record.StartDelay,
            GeneratorCpu = cpu,
            Doubts = [.. LoadDoubts.About(execution, options)],
        };
    }
}
