using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Results.Reading;

/// <summary>Collects the samples of each label as a tool wrote them down.</summary>
internal sealed class LatencyCollector
{
    /// <summary>Most labels of one file; a tool that names requests by their number has more, and no use for a gate.</summary>
    public const int MostLabels = 10_000;

    private const int Digits = 4;
    private readonly Dictionary<string, Samples> labels = new(StringComparer.Ordinal);

    /// <summary>Adds a sample.</summary>
    /// <param name="label">Its label.</param>
    /// <param name="milliseconds">Its latency.</param>
    /// <param name="failed">Whether it failed; null when the tool says so elsewhere.</param>
    /// <param name="at">When it began, in milliseconds from any moment.</param>
    /// <exception cref="FormatException">There are too many labels.</exception>
    public void Add(string label, double milliseconds, bool? failed, double at)
    {
        if (!labels.TryGetValue(label, out var samples))
        {
            if (labels.Count >= MostLabels)
                throw new FormatException($"it has more than {MostLabels:#,##0} labels");
            labels[label] = samples = new Samples();
        }

        samples.Add(milliseconds, failed, at);
    }

    /// <summary>What was collected, by label.</summary>
    public IEnumerable<ToolLabel> Labels => labels.Select(one => one.Value.ToLabel(one.Key));

    // Upwards, so that no percentile is understated, and to so many digits that a file of millions stays a small histogram.
    private static double RoundUp(double value)
    {
        if (value <= 0)
            return 0;
        var scale = Math.Pow(10, Digits - 1 - Math.Floor(Math.Log10(value)));
        return Math.Ceiling((value * scale) - 1e-9) / scale;
    }

    private sealed class Samples
    {
        private readonly Dictionary<double, long> buckets = [];
        private long count;
        private long failures;
        private bool tellsFailures;
        private double first = double.PositiveInfinity;
        private double last = double.NegativeInfinity;

        public void Add(double milliseconds, bool? failed, double at)
        {
            var bucket = RoundUp(milliseconds);
            buckets[bucket] = buckets.GetValueOrDefault(bucket) + 1;
            count++;
            tellsFailures |= failed is not null;
            failures += failed == true ? 1 : 0;
            first = Math.Min(first, at);
            last = Math.Max(last, at + milliseconds);
        }

        public ToolLabel ToLabel(string label) => new(label)
        {
            Latency = new Distribution(Unit.Millisecond, buckets.Select(bucket => new Bucket(bucket.Key, bucket.Value))),
            Errors = tellsFailures ? new ProportionObservation(failures, count) : null,
            Rate = last > first ? new ScalarObservation(new Quantity(count / ((last - first) / 1000), Unit.PerSecond), count) : null,
        };
    }
}
