namespace Lighthouse.Load.ServiceLevels;

/// <summary>Watches service levels look by look. It judges nothing and does nothing: it says when a figure was outside beyond its grace. One thread looks at a time.</summary>
public sealed class ServiceLevelWatch
{
    private readonly Dictionary<string, WatchedLevel> _levels;

    /// <summary>Begins to watch.</summary>
    /// <param name="levels">What is watched; each name once.</param>
    /// <exception cref="ArgumentException">There is none, a name comes twice, or a grace is not above 0.</exception>
    public ServiceLevelWatch(IEnumerable<ServiceLevel> levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        _levels = new Dictionary<string, WatchedLevel>(StringComparer.Ordinal);
        foreach (var level in levels)
        {
            if (level.Grace <= TimeSpan.Zero)
                throw new ArgumentException($"LHL3071: the grace of '{level.Name}' is {level.Grace}; it must be above 0.", nameof(levels));
            if (!_levels.TryAdd(level.Name, new WatchedLevel(level)))
                throw new ArgumentException($"LHL3072: the service level '{level.Name}' is there twice; each needs a name of its own.", nameof(levels));
        }

        if (_levels.Count == 0)
            throw new ArgumentException("LHL3073: there is no service level to watch.", nameof(levels));
    }

    /// <summary>How each fared so far.</summary>
    public IReadOnlyCollection<WatchedLevel> Levels => _levels.Values;

    /// <summary>The last look of all.</summary>
    public TimeSpan LastLook { get; private set; }

    /// <summary>Looks at the figures of a moment.</summary>
    /// <param name="at">The moment, counted from any fixed start; never before the last look.</param>
    /// <param name="figures">By name. A level whose figure is not there is not looked at.</param>
    /// <returns>The breaches that this look declares.</returns>
    /// <exception cref="ArgumentException">The moment lies before the last look.</exception>
    public IReadOnlyList<ServiceLevelBreach> Look(TimeSpan at, IReadOnlyDictionary<string, double> figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        if (at < LastLook)
            throw new ArgumentException($"LHL3074: a look at {at} after one at {LastLook}; looks go forward in time.", nameof(at));
        LastLook = at;
        return
        [
            .. _levels.Values.Where(level => figures.ContainsKey(level.Level.Name))
                .Select(level => level.Look(at, figures[level.Level.Name])).OfType<ServiceLevelBreach>(),
        ];
    }
}
