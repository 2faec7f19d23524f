using Lighthouse.Load.Recording;
using Lighthouse.Load.Running;

namespace Lighthouse.Load.Results;

/// <summary>What a load run measured. <see cref="Intended"/> = <see cref="Started"/> + <see cref="Dropped"/> + <see cref="NotStarted"/>; <see cref="Started"/> = <see cref="Completed"/> + <see cref="TimedOut"/>.</summary>
public sealed record LoadResult
{
    internal LoadResult() { }

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

    /// <summary>Iterations that started, or would have, later than <see cref="LoadOptions.MaxStartDelay"/> after their intended start.</summary>
    public required long Late { get; init; }

    /// <summary>How late the thread pool ran what was put to it every 10 ms while the run lasted; empty for an engine that does not use it.</summary>
    public required LatencyHistogram SchedulingDelay { get; init; }

    /// <summary>What the warm-up saw, which counts for nothing; null when there was none.</summary>
    public LoadResult? WarmUp { get; init; }

    /// <summary>The threshold that ended the run early, in words; null when none did.</summary>
    public string? AbortedBy { get; init; }

    internal static LoadResult From(RunRecords records, GeneratorCpu cpu, string? abortedBy, IReadOnlyList<string> doubts) => Of(records.Measured) with
    {
        SchedulingDelay = records.SchedulingDelay,
        GeneratorCpu = cpu,
        Doubts = doubts,
        AbortedBy = abortedBy,
        WarmUp = records.WarmUp is { } warmUp ? Of(warmUp) with { GeneratorCpu = cpu } : null,
    };

    /// <summary>What several generators that shared one plan measured together: counts are added, histograms merged exactly, doubts kept.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static LoadResult Merge(IReadOnlyCollection<LoadResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        if (results.Count == 0)
            throw new ArgumentException("LHL3410: there is no result to merge.");
        var warmUps = results.Select(result => result.WarmUp).OfType<LoadResult>().ToList();
        return new LoadResult
        {
            Intended = results.Sum(result => result.Intended),
            Started = results.Sum(result => result.Started),
            Succeeded = results.Sum(result => result.Succeeded),
            Failed = results.Sum(result => result.Failed),
            FailedByKind = new SortedDictionary<string, long>(
                results.SelectMany(result => result.FailedByKind).GroupBy(kind => kind.Key, StringComparer.Ordinal).ToDictionary(kind => kind.Key, kind => kind.Sum(of => of.Value)),
                StringComparer.Ordinal),
            TimedOut = results.Sum(result => result.TimedOut),
            Dropped = results.Sum(result => result.Dropped),
            Late = results.Sum(result => result.Late),
            NotStarted = results.Sum(result => result.NotStarted),
            LatencyFromIntendedStart = LatencyHistogram.Together(results.Select(result => result.LatencyFromIntendedStart)),
            LatencyOfSuccesses = LatencyHistogram.Together(results.Select(result => result.LatencyOfSuccesses)),
            ServiceTime = LatencyHistogram.Together(results.Select(result => result.ServiceTime)),
            StartDelay = LatencyHistogram.Together(results.Select(result => result.StartDelay)),
            SchedulingDelay = LatencyHistogram.Together(results.Select(result => result.SchedulingDelay)),
            GeneratorCpu = GeneratorCpu.Of(results.Select(result => result.GeneratorCpu).ToList()),
            Doubts = [.. results.SelectMany(result => result.Doubts).Distinct(StringComparer.Ordinal)],
            AbortedBy = results.Select(result => result.AbortedBy).FirstOrDefault(name => name is not null),
            WarmUp = warmUps.Count > 0 ? Merge(warmUps) : null,
        };
    }

    private static LoadResult Of(RunRecord record) => new()
    {
        Intended = record.Intended,
        Started = record.Started,
        Succeeded = record.Succeeded,
        Failed = record.Failed,
        FailedByKind = record.Failures.Counts,
        TimedOut = record.TimedOut,
        Dropped = record.Dropped,
        Late = record.Late,
        NotStarted = record.Intended - record.Started - record.Dropped,
        LatencyFromIntendedStart = record.Latency,
        LatencyOfSuccesses = record.LatencyOfSuccesses,
        ServiceTime = record.ServiceTime,
        StartDelay = record.StartDelay,
        SchedulingDelay = new LatencyHistogram(),
        GeneratorCpu = new GeneratorCpu(TimeSpan.Zero, TimeSpan.Zero, Environment.ProcessorCount),
        Doubts = [],
    };
}
