using Lighthouse.Readiness.Evidence;

namespace Lighthouse.Readiness.Judging;

/// <summary>From when to when something was measured, by the clock of who wrote the evidence.</summary>
/// <param name="Start">The earliest start.</param>
/// <param name="End">The latest end.</param>
public sealed record Period(DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>How long it took.</summary>
    public TimeSpan Length => End - Start;

    /// <summary>
    /// Of tests that measured something; null of others. A test records what it measured when it comes to its end; that it ended is written
    /// with all others when the suite has.
    /// </summary>
    internal static Period? Of(IReadOnlyCollection<EvidenceRecord> measurements, IEnumerable<TestEnded> tests)
    {
        var ends = measurements.GroupBy(record => ((Measured)record.Entry).Measurement.Test).ToDictionary(own => own.Key, own => own.Max(record => record.At.ToUniversalTime()));
        Period[] each = [.. tests.Where(test => ends.ContainsKey(test.Test)).Select(test => new Period(StartOf(ends[test.Test], test.Seconds), ends[test.Test]))];
        return each.Length == 0 ? null : new(each.Min(one => one.Start), each.Max(one => one.End));
    }

    // What a test says of its length comes from outside: one that cannot be is not counted.
    private static DateTimeOffset StartOf(DateTimeOffset end, double seconds) =>
        seconds >= 0 && seconds <= (end - DateTimeOffset.MinValue).TotalSeconds ? end.AddSeconds(-seconds) : end;
}
