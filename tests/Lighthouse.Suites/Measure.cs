using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Xunit;

namespace Lighthouse.Suites;

/// <summary>Makes measurements of the running test.</summary>
/// <param name="gate">The gate that the test measures.</param>
/// <param name="how">How the test measures, one sentence.</param>
public sealed class Measure(string gate, string how)
{
    /// <summary>A number of things out of attempts.</summary>
    public Measurement Count(string metric, long count, long attempts, params IReadOnlyList<string> doubts) =>
        Make(metric, new ScalarObservation(Quantity.Count(count), attempts), doubts);

    /// <summary>A number out of attempts.</summary>
    public Measurement Scalar(string metric, Quantity value, long attempts, params IReadOnlyList<string> doubts) =>
        Make(metric, new ScalarObservation(value, attempts), doubts);

    /// <summary>So many of so many.</summary>
    public Measurement Proportion(string metric, long hits, long trials, params IReadOnlyList<string> doubts) =>
        Make(metric, new ProportionObservation(hits, trials), doubts);

    /// <summary>Lengths of time.</summary>
    public Measurement Durations(string metric, IEnumerable<TimeSpan> durations, params IReadOnlyList<string> doubts) =>
        Make(metric, new DistributionObservation(new Distribution(Unit.Millisecond, durations.Select(one => new Bucket(one.TotalMilliseconds, 1)))), doubts);

    /// <summary>Lengths of time as buckets of milliseconds.</summary>
    public Measurement Distribution(string metric, IEnumerable<Bucket> milliseconds, params IReadOnlyList<string> doubts) =>
        Make(metric, new DistributionObservation(new Distribution(Unit.Millisecond, milliseconds)), doubts);

    /// <summary>Many numbers of any unit.</summary>
    public Measurement Distribution(string metric, Distribution many, params IReadOnlyList<string> doubts) => Make(metric, new DistributionObservation(many), doubts);

    /// <summary>A number that was computed from many, with its bounds.</summary>
    public Measurement Estimate(string metric, EstimateObservation estimate, params IReadOnlyList<string> doubts) => Make(metric, estimate, doubts);

    /// <summary>How something went along an axis, for a reader.</summary>
    /// <param name="title">What is to be seen.</param>
    /// <param name="axis">What it goes along.</param>
    /// <param name="unit">The axis' unit.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="spans">Stretches of the axis that mean something.</param>
    public RecordedSeries Series(string title, string axis, Unit unit, IReadOnlyList<SeriesLine> lines, params IReadOnlyList<SeriesSpan> spans) =>
        new(gate, title, axis, unit.Symbol, lines, spans, RunningTest());

    private Measurement Make(string metric, Observation observation, IReadOnlyList<string> doubts) =>
        new(metric, gate, observation, how, RunningTest(), doubts);

    private static string RunningTest() =>
        TestContext.Current.Test?.TestDisplayName ?? throw new InvalidOperationException("LH3202: measurements are made by a running test.");
}
