using System.Globalization;

namespace Lighthouse.Readiness.Reporting.Html.Charts;

/// <summary>Where numbers stand on an axis of a chart, and which of them are written there.</summary>
/// <param name="at">Place of a number.</param>
/// <param name="ticks">The numbers that are written, ascending.</param>
internal sealed class Scale(Func<double, double> at, IReadOnlyList<double> ticks)
{
    private const int MostTicks = 6;

    /// <summary>The numbers that are written, ascending.</summary>
    public IReadOnlyList<double> Ticks => ticks;

    /// <summary>Place of a number.</summary>
    public double At(double value) => at(value);

    /// <summary>An even scale.</summary>
    /// <param name="low">The smallest number.</param>
    /// <param name="high">The largest number.</param>
    /// <param name="from">Place of the smallest.</param>
    /// <param name="to">Place of the largest.</param>
    /// <param name="parts">Into how many parts it is divided, about.</param>
    public static Scale Even(double low, double high, double from, double to, int parts = MostTicks)
    {
        if (!(high > low))
            high = low + Math.Max(1, Math.Abs(low) * 0.01);
        var step = Round((high - low) / parts, up: true);
        var ticks = new List<double>();
        // By index, so that no error adds up.
        for (var index = (long)Math.Ceiling(low / step - 1e-9); index * step <= high + step * 1e-9 && ticks.Count <= MostTicks + 1; index++)
            ticks.Add(index * step);
        return new Scale(value => from + (Math.Clamp(value, low, high) - low) / (high - low) * (to - from), ticks);
    }

    /// <summary>A scale on which every tenfold has the same length.</summary>
    /// <param name="low">The smallest number, above zero.</param>
    /// <param name="high">The largest number.</param>
    /// <param name="from">Place of the smallest.</param>
    /// <param name="to">Place of the largest.</param>
    public static Scale Logarithmic(double low, double high, double from, double to)
    {
        if (!(high > low))
            high = low * 10;
        var (first, last) = (Math.Log10(low), Math.Log10(high));
        double[] parts = last - first > 2.5 ? [1] : [1, 2, 5];
        var ticks = Enumerable.Range((int)Math.Floor(first), (int)Math.Ceiling(last) - (int)Math.Floor(first) + 1)
            .SelectMany(power => parts.Select(part => Tidy(part * Math.Pow(10, power))))
            .Where(tick => tick >= low * 0.999 && tick <= high * 1.001);
        return new Scale(value => from + (Math.Log10(Math.Clamp(value, low, high)) - first) / (last - first) * (to - from), [.. ticks]);
    }

    /// <summary>The largest of 1, 2, 5 times a power of ten that is not above the number, or the smallest that is not below it.</summary>
    public static double Round(double number, bool up)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(number)));
        double[] parts = [1, 2, 5, 10];
        return Tidy(power * (up ? parts.First(part => part * power >= number * 0.9999) : parts.Last(part => part * power <= number * 1.0001)));
    }

    // 3 * 0.1 is not 0.3: what is written must be.
    private static double Tidy(double number) => double.Parse(number.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
