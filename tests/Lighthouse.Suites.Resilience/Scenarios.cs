using System.Collections.Concurrent;

namespace Lighthouse.Suites.Resilience;

/// <summary>A scenario's measurement is made once, whoever asks first: its own test or the one that scores them all.</summary>
internal static class Scenarios
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<Tally>>> Measured = new(StringComparer.Ordinal);

    /// <summary>Every scenario by its gate, in the order in which the score goes through them.</summary>
    public static IReadOnlyDictionary<string, Func<Day, CancellationToken, Task<Tally>>> All { get; } = new Dictionary<string, Func<Day, CancellationToken, Task<Tally>>>
    {
        [NetworkPartition.Gate] = NetworkPartition.MeasureAsync,
        [CpuThrottling.Gate] = CpuThrottling.MeasureAsync,
        [ClockSkew.Gate] = ClockSkew.MeasureAsync,
        [DiskIoStress.Gate] = DiskIoStress.MeasureAsync,
        [MemoryExhaustion.Gate] = MemoryExhaustion.MeasureAsync,
        [DependencyFailure.Gate] = DependencyFailure.MeasureAsync,
        [ProcessCrash.Gate] = ProcessCrash.MeasureAsync,
        [EventStoreCorruption.Gate] = EventStoreCorruption.MeasureAsync,
    };

    /// <summary>What a scenario showed.</summary>
    public static Task<Tally> OutcomeAsync(Day day, string gate, CancellationToken cancellation) =>
        Measured.GetOrAdd(gate, _ => new Lazy<Task<Tally>>(() => All[gate](day, cancellation))).Value;
}
