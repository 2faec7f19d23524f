using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging.Statistics;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Estimation;

/// <summary>
/// Growth along a row of readings: the median of the slopes between every two of them (Theil and Sen), which a few outliers and a sawtooth
/// do not bend, with bounds from the exact distribution of Kendall's statistic (Sen, JASA 63, 1968). Nothing is assumed but that the
/// readings scatter independently around a line.
/// </summary>
public static class RobustSlope
{
    /// <summary>Most readings: beyond, take fewer of them; two thousand slopes tell as much as two million.</summary>
    public const int MostReadings = 200;

    /// <summary>Estimates the growth per unit of <c>At</c>.</summary>
    /// <param name="readings">Where each was taken and what was read; 2 to <see cref="MostReadings"/>, no two at one place.</param>
    /// <param name="unit">Unit of the growth.</param>
    /// <param name="confidence">Confidence of each bound, from 0.5 to below 1.</param>
    /// <exception cref="ArgumentException">Too few or too many readings, or two at one place.</exception>
    public static EstimateObservation Of(IReadOnlyList<(double At, double Value)> readings, Unit unit, double confidence)
    {
        Confidence.Require(confidence);
        if (readings.Count is < 2 or > MostReadings)
            throw new ArgumentException($"LH1012: {readings.Count} readings; a slope needs 2 to {MostReadings}.");
        if (readings.DistinctBy(one => one.At).Count() != readings.Count)
            throw new ArgumentException("LH1012: two readings were taken at one place; between them there is no slope.");
        var slopes = Slopes(readings);
        var rank = UpperRank(readings.Count, confidence);
        return new EstimateObservation(
            new Quantity(Median(slopes), unit), rank is { } lower ? new Quantity(slopes[^lower], unit) : null,
            rank is { } upper ? new Quantity(slopes[upper - 1], unit) : null, confidence, readings.Count);
    }

    private static double[] Slopes(IReadOnlyList<(double At, double Value)> readings) =>
    [
        .. readings.SelectMany((_, second) => Enumerable.Range(0, second), (one, earlier) => (one.Value - readings[earlier].Value) / (one.At - readings[earlier].At))
            .Order(),
    ];

    private static double Median(double[] ascending) => (ascending[(ascending.Length - 1) / 2] + ascending[ascending.Length / 2]) / 2;

    /// <summary>The smallest rank whose slope is, at this confidence, not below the true one; null when there are too few readings.</summary>
    internal static int? UpperRank(int readings, double confidence)
    {
        // A slope lies below the true one exactly when its two readings are out of the order of their scatter: an inversion.
        var chances = Inversions(readings);
        var atMost = 0.0;
        for (var rank = 1; rank < chances.Length; rank++)
        {
            atMost += chances[rank - 1];
            if (atMost >= confidence)
                return rank;
        }

        return null;
    }

    /// <summary>The chance of each number of inversions in a random order.</summary>
    internal static double[] Inversions(int length)
    {
        double[] chances = [1];
        for (var next = 2; next <= length; next++)
        {
            var longer = new double[chances.Length + next - 1];
            var window = 0.0;
            for (var inversions = 0; inversions < longer.Length; inversions++)
            {
                window += inversions < chances.Length ? chances[inversions] : 0;
                window -= inversions >= next && inversions - next < chances.Length ? chances[inversions - next] : 0;
                longer[inversions] = Math.Max(0, window) / next;
            }

            chances = longer;
        }

        return chances;
    }
}
