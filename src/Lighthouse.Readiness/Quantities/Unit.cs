using System.Diagnostics.CodeAnalysis;

namespace Lighthouse.Readiness.Quantities;

/// <summary>A unit of measure: a closed set, so that a runbook cannot invent one.</summary>
/// <param name="Symbol">How it is written in a runbook and in a report, such as <c>ms</c>.</param>
/// <param name="Dimension">What it measures.</param>
/// <param name="Factor">How many of the dimension's base unit one of it is (base units: 1, ratio 1, second, byte, byte per hour, per second).</param>
public sealed record Unit(string Symbol, Dimension Dimension, double Factor)
{
    /// <summary>A number of things; written without a symbol.</summary>
    public static readonly Unit One = new("", Dimension.Count, 1);

    /// <summary>A factor, 1 being the whole.</summary>
    public static readonly Unit Ratio = new("x", Dimension.Ratio, 1);

    /// <summary>A hundredth.</summary>
    public static readonly Unit Percent = new("%", Dimension.Ratio, 0.01);

    /// <summary>Nanosecond.</summary>
    public static readonly Unit Nanosecond = new("ns", Dimension.Duration, 1e-9);

    /// <summary>Microsecond.</summary>
    public static readonly Unit Microsecond = new("us", Dimension.Duration, 1e-6);

    /// <summary>Millisecond.</summary>
    public static readonly Unit Millisecond = new("ms", Dimension.Duration, 1e-3);

    /// <summary>Second.</summary>
    public static readonly Unit Second = new("s", Dimension.Duration, 1);

    /// <summary>Minute.</summary>
    public static readonly Unit Minute = new("min", Dimension.Duration, 60);

    /// <summary>Hour.</summary>
    public static readonly Unit Hour = new("h", Dimension.Duration, 3600);

    /// <summary>Byte.</summary>
    public static readonly Unit Byte = new("B", Dimension.DataSize, 1);

    /// <summary>1,000 bytes.</summary>
    public static readonly Unit Kilobyte = new("KB", Dimension.DataSize, 1e3);

    /// <summary>1,000,000 bytes.</summary>
    public static readonly Unit Megabyte = new("MB", Dimension.DataSize, 1e6);

    /// <summary>1,000,000,000 bytes.</summary>
    public static readonly Unit Gigabyte = new("GB", Dimension.DataSize, 1e9);

    /// <summary>1,000,000 bytes gained in an hour.</summary>
    public static readonly Unit MegabytePerHour = new("MB/h", Dimension.DataGrowth, 1e6);

    /// <summary>Things per second.</summary>
    public static readonly Unit PerSecond = new("/s", Dimension.Rate, 1);

    /// <summary>Things per minute.</summary>
    public static readonly Unit PerMinute = new("/min", Dimension.Rate, 1.0 / 60);

    /// <summary>Every unit there is.</summary>
    public static IReadOnlyList<Unit> All { get; } =
    [
        One, Ratio, Percent, Nanosecond, Microsecond, Millisecond, Second, Minute, Hour, Byte, Kilobyte, Megabyte, Gigabyte,
        MegabytePerHour, PerSecond, PerMinute,
    ];

    /// <summary>Finds a unit by its symbol, exactly as written (case counts: <c>MB</c> is not <c>mb</c>).</summary>
    public static bool TryParse(string symbol, [NotNullWhen(true)] out Unit? unit)
    {
        unit = All.FirstOrDefault(candidate => candidate.Symbol == symbol);
        return unit is not null;
    }
}
