namespace Lighthouse.Bridge.Schemas;

/// <summary>
/// How much checking one value may cost. A schema and a value are both from outside, and their sizes multiply: a long enumeration for each item
/// of a long array would keep a core busy for minutes.
/// </summary>
internal sealed class Effort
{
    /// <summary>Comparisons of simple values, or so; well under a second.</summary>
    public const int Most = 1_000_000;

    private int _left = Most;

    /// <summary>Pays for steps; false when there is nothing left.</summary>
    public bool Spend(int steps = 1) => (_left -= Math.Min(steps, Most)) >= 0;

    public static string Problem(string place) => $"{place} takes too much effort to check against this schema";
}
