namespace Lighthouse.Readiness.Quantities;

/// <summary>What a number is a number of. Only quantities of one dimension can be compared.</summary>
public enum Dimension
{
    /// <summary>A number of things.</summary>
    Count,

    /// <summary>A part of a whole, or a factor between two quantities of one dimension.</summary>
    Ratio,

    /// <summary>A length of time.</summary>
    Duration,

    /// <summary>An amount of memory or storage.</summary>
    DataSize,

    /// <summary>An amount of memory or storage gained per time.</summary>
    DataGrowth,

    /// <summary>A number of things per time.</summary>
    Rate,
}
