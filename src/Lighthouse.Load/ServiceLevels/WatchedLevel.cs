namespace Lighthouse.Load.ServiceLevels;

/// <summary>How one service level fared while it was watched.</summary>
public sealed class WatchedLevel
{
    private readonly List<ServiceLevelBreach> _breaches = [];

    internal WatchedLevel(ServiceLevel level) => Level = level;

    /// <summary>The service level.</summary>
    public ServiceLevel Level { get; }

    /// <summary>Looks that had a value.</summary>
    public int Looks { get; private set; }

    /// <summary>Looks that found it outside.</summary>
    public int Outside { get; private set; }

    /// <summary>The longest time it was outside without a break.</summary>
    public TimeSpan LongestOutside { get; private set; }

    /// <summary>Since when it has been outside; null while it is inside.</summary>
    public TimeSpan? OutsideSince { get; private set; }

    /// <summary>Breaches, one for each time that it was outside beyond its grace.</summary>
    public IReadOnlyList<ServiceLevelBreach> Breaches => _breaches;

    // Asked at every look, not only at the first one outside: a grace ends while nothing changes.
    internal ServiceLevelBreach? Look(TimeSpan at, double value)
    {
        Looks++;
        if (!Level.IsOutside(value))
        {
            OutsideSince = null;
            return null;
        }

        Outside++;
        OutsideSince ??= at;
        LongestOutside = TimeSpan.FromTicks(Math.Max(LongestOutside.Ticks, (at - OutsideSince.Value).Ticks));
        if (at - OutsideSince.Value < Level.Grace || _breaches.Count > 0 && _breaches[^1].Begun == OutsideSince)
            return null;
        _breaches.Add(new ServiceLevelBreach(Level, OutsideSince.Value, at, value));
        return _breaches[^1];
    }
}
