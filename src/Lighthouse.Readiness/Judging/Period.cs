using Lighthouse.Readiness.Evidence;

namespace Lighthouse.Readiness.Judging;

/// <summary>From when to when something was measured, by the clock of who wrote the evidence.</summary>
/// <param name="Start">The earliest start.</param>
/// <param name="End">The latest end.</param>
public sealed record Period(DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>How long it took.</summary>
    public TimeSpan Length => End - Start;

    /// <summary>Of tests by the records of their ends; null of none.</summary>
    internal static Period? Of(IReadOnlyCollection<EvidenceRecord> ended) =>
        ended.Count == 0 ? null : new(ended.Min(StartOf), ended.Max(record => record.At));

    // What a test says of its length comes from outside: one that cannot be is not counted.
    private static DateTimeOffset StartOf(EvidenceRecord record)
    {
        var at = record.At.ToUniversalTime();
        var seconds = ((TestEnded)record.Entry).Seconds;
        return seconds >= 0 && seconds <= (at - DateTimeOffset.MinValue).TotalSeconds ? at.AddSeconds(-seconds) : at;
    }
}
