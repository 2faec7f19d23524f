using System.Globalization;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Reporting.Html.Charts;

/// <summary>Numbers as a chart writes them: short, in the unit that fits.</summary>
internal static class ChartNumber
{
    private static readonly Unit[] Times = [Unit.Hour, Unit.Minute, Unit.Second, Unit.Millisecond, Unit.Microsecond, Unit.Nanosecond];
    private static readonly Unit[] Sizes = [Unit.Gigabyte, Unit.Megabyte, Unit.Kilobyte, Unit.Byte];

    /// <summary>Such as <c>300 ms</c>, <c>1 s</c>, <c>8.2 MB</c>, <c>99 %</c>.</summary>
    public static string Of(double value, Unit unit)
    {
        Unit[] units = unit.Dimension switch { Dimension.Duration => Times, Dimension.DataSize => Sizes, _ => [unit] };
        var size = Math.Abs(value) * unit.Factor;
        // A minute is written as one only when it is whole: 90 s reads better than 1.5 min.
        var fitting = units.FirstOrDefault(one => size >= one.Factor * 0.9999 && (unit.Dimension != Dimension.Duration || one.Factor < 60 || Math.Abs(size / one.Factor % 1) < 1e-6)) ?? (value == 0 ? unit : units[^1]);
        var number = new Quantity(value, unit).In(fitting).Value;
        var text = number.ToString(Math.Abs(number) >= 100 ? "#,##0" : "0.##", CultureInfo.InvariantCulture);
        return fitting.Symbol.Length == 0 ? text : $"{text} {fitting.Symbol}";
    }
}
