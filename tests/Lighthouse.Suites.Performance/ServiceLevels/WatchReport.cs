using Lighthouse.Load.ServiceLevels;

namespace Lighthouse.Suites.Performance.ServiceLevels;

/// <summary>What a finished watch has to say.</summary>
internal static class WatchReport
{
    /// <summary>Levels with a breach and how often each was outside, for the evidence.</summary>
    public static string Text(IReadOnlyCollection<WatchedLevel> levels) => string.Join("; ", levels.Select(level => FormattableString.Invariant(
        $"{level.Level.Name} outside in {level.Outside} of {level.Looks} looks, at most {level.LongestOutside.TotalSeconds:0.0} s of {level.Level.Grace.TotalSeconds:0.#} s grace")));

    /// <summary>Why the watch has not said everything: a level that nobody could look at, or one that was outside when it ended.</summary>
    public static IEnumerable<string> Doubts(IReadOnlyCollection<WatchedLevel> levels)
    {
        foreach (var level in levels)
        {
            if (level.Looks == 0)
                yield return $"LHS5212: the service level '{level.Level.Name}' was never looked at; the process of the target must be visible from here and the load longer than one window.";
            if (level is { OutsideSince: not null, Breaches.Count: 0 })
                yield return FormattableString.Invariant($"LHS5213: '{level.Level.Name}' was outside when the load ended, and its grace of {level.Level.Grace.TotalSeconds:0.#} s was not over; a longer load must tell.");
        }
    }
}
