using Lighthouse.Readiness.Estimation;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Regression;

/// <summary>One figure of every repeated run.</summary>
/// <param name="Metric">The metric, with its statistic where it has one.</param>
/// <param name="Unit">Unit of the numbers: of time, where more is worse, or of a rate, where less is.</param>
/// <param name="Runs">A number above zero for each run.</param>
public sealed record MetricRuns(string Metric, Unit Unit, IReadOnlyList<double> Runs)
{
    /// <summary>A metric whose name begins with this is a distribution that holds one number for each repeated run.</summary>
    public const string Repeated = "runs.";

    /// <summary>Whether a number of this dimension can be better or worse.</summary>
    public static bool CanBeCompared(Dimension dimension) => dimension is Dimension.Duration or Dimension.Rate;

    /// <summary>The median of the runs.</summary>
    public Quantity Median
    {
        get
        {
            double[] ascending = [.. Runs.Order()];
            return new Quantity((ascending[(ascending.Length - 1) / 2] + ascending[ascending.Length / 2]) / 2, Unit);
        }
    }

    /// <summary>The repeated runs that are on record, one entry for each metric.</summary>
    /// <param name="records">Records of one run of the pipeline.</param>
    public static IReadOnlyList<MetricRuns> Of(IEnumerable<EvidenceRecord> records) =>
    [
        .. from record in records
           let measurement = (record.Entry as Measured)?.Measurement
           where measurement is not null && measurement.Metric.StartsWith(Repeated, StringComparison.Ordinal)
           let many = (measurement.Observation as DistributionObservation)?.Distribution
           where many is { Count: > 0 and <= RunRatio.MostRuns } && CanBeCompared(many.Unit.Dimension)
           group many by measurement.Metric into same
           select new MetricRuns(same.Key, same.First().Unit, [.. same.SelectMany(many => Numbers(many, same.First().Unit))]),
    ];

    private static IEnumerable<double> Numbers(Distribution many, Unit unit) =>
        many.Buckets.SelectMany(bucket => Enumerable.Repeat(new Quantity(bucket.Value, many.Unit).In(unit).Value, (int)bucket.Count));
}
