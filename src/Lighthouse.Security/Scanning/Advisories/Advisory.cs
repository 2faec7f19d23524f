namespace Lighthouse.Security.Scanning.Advisories;

/// <summary>A published weakness of packages.</summary>
/// <param name="Id">Its id in the database that it comes from.</param>
/// <param name="Names">Its other names, such as a CVE, and its CWEs.</param>
/// <param name="Summary">What it is, one line.</param>
/// <param name="Severity">How bad it is; high when nobody says.</param>
/// <param name="Affected">The packages that have it.</param>
internal sealed record Advisory(string Id, IReadOnlyList<string> Names, string Summary, Severity Severity, IReadOnlyList<AffectedPackage> Affected);

/// <summary>A package that has a weakness.</summary>
/// <param name="Ecosystem">Its ecosystem in OSV.</param>
/// <param name="Name">Its name.</param>
/// <param name="Ranges">The events of each range, as they stand there.</param>
/// <param name="Versions">Single versions.</param>
/// <param name="Intervals">Ranges in NuGet's interval notation, from a feed.</param>
internal sealed record AffectedPackage(
    string Ecosystem, string Name, IReadOnlyList<IReadOnlyList<RangeEvent>> Ranges, IReadOnlyList<string> Versions, IReadOnlyList<string> Intervals)
{
    /// <summary>Whether a version of the package has the weakness.</summary>
    /// <exception cref="ScanException">It can not be told.</exception>
    public bool Includes(string version)
    {
        if (Ranges.Count == 0 && Versions.Count == 0 && Intervals.Count == 0)
            throw new ScanException($"LHS5333: the advisory names no version of '{Name}'.");
        return Versions.Any(one => one == version || VersionOrder.Compare(Ecosystem, one, version) == 0)
            || Ranges.Any(range => IsIn(range, version))
            || Intervals.Any(interval => Parse(interval).Contains(NuGetVersion.Parse(version) ?? throw new ScanException($"LHS5332: '{version}' is no version of NuGet.")));
    }

    private bool IsIn(IReadOnlyList<RangeEvent> range, string version)
    {
        var isIn = false;
        foreach (var one in range.Order(Comparer<RangeEvent>.Create(CompareEvents)))
        {
            var order = one.IsFromTheBeginning ? 1 : VersionOrder.Compare(Ecosystem, version, one.Version);
            if (one.Kind == RangeEventKind.Introduced && order >= 0)
                isIn = true;
            if ((one.Kind == RangeEventKind.Fixed && order >= 0) || (one.Kind == RangeEventKind.LastAffected && order > 0))
                isIn = false;
        }

        return isIn;
    }

    private int CompareEvents(RangeEvent left, RangeEvent right)
    {
        if (left.IsFromTheBeginning || right.IsFromTheBeginning)
            return right.IsFromTheBeginning.CompareTo(left.IsFromTheBeginning);
        return VersionOrder.Compare(Ecosystem, left.Version, right.Version) is var order and not 0 ? order : left.Kind.CompareTo(right.Kind);
    }

    private static VersionInterval Parse(string interval) => VersionInterval.Parse(interval) ?? throw new ScanException($"LHS5334: '{interval}' is no range of versions.");
}

/// <summary>Where a range begins or ends.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Version">The version.</param>
internal sealed record RangeEvent(RangeEventKind Kind, string Version)
{
    /// <summary>OSV writes 0 for "since ever".</summary>
    public bool IsFromTheBeginning => Kind == RangeEventKind.Introduced && Version == "0";
}

/// <summary>What happened at a version; in the order in which events at the same version count.</summary>
internal enum RangeEventKind
{
    /// <summary>It is not affected any more.</summary>
    Fixed,

    /// <summary>The first that is affected.</summary>
    Introduced,

    /// <summary>The last that is affected.</summary>
    LastAffected,
}
