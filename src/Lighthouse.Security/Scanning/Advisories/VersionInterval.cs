namespace Lighthouse.Security.Scanning.Advisories;

/// <summary>A range of NuGet versions in interval notation, such as <c>[1.0.0, 2.0.0)</c>; a bare version is the lowest allowed.</summary>
internal sealed class VersionInterval
{
    private readonly NuGetVersion? _low;
    private readonly NuGetVersion? _high;
    private readonly bool _withLow;
    private readonly bool _withHigh;

    private VersionInterval(NuGetVersion? low, bool withLow, NuGetVersion? high, bool withHigh) => (_low, _withLow, _high, _withHigh) = (low, withLow, high, withHigh);

    /// <summary>Reads a range; null when it is none.</summary>
    public static VersionInterval? Parse(string text)
    {
        text = text.Trim();
        if (text is not ['[' or '(', .., ']' or ')'])
            return NuGetVersion.Parse(text) is { } least ? new VersionInterval(least, withLow: true, null, withHigh: false) : null;
        var ends = text[1..^1].Split(',');
        if (ends.Length > 2 || (ends.Length == 1 && text is not ['[', .., ']']))
            return null;
        var (low, high) = (ends[0].Trim(), ends[^1].Trim());
        var (lowest, highest) = (NuGetVersion.Parse(low), NuGetVersion.Parse(high));
        return (low.Length > 0 && lowest is null) || (high.Length > 0 && highest is null) || (low.Length == 0 && high.Length == 0 && ends.Length == 1)
            ? null
            : new VersionInterval(lowest, text[0] == '[', highest, text[^1] == ']');
    }

    public bool Contains(NuGetVersion version) =>
        (_low is null || version.CompareTo(_low) is var low && (low > 0 || (_withLow && low == 0)))
        && (_high is null || version.CompareTo(_high) is var high && (high < 0 || (_withHigh && high == 0)));
}
