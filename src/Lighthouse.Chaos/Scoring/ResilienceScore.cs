using System.Collections.ObjectModel;

namespace Lighthouse.Chaos.Scoring;

/// <summary>
/// 0 to 100 over scenarios: the mean of outcome x recovery factor x integrity factor. Outcome is the part of the faults that the target came back from.
/// The recovery factor is 1 up to 15 s from the injection, 0.9 up to 30 s, 0.7 up to 60 s, 0.5 beyond; the integrity factor 1, 0.7 or 0.3.
/// </summary>
public sealed class ResilienceScore
{
    private const double Whole = 100;
    private static readonly (TimeSpan Within, double Factor)[] s_recovery =
        [(TimeSpan.FromSeconds(15), 1), (TimeSpan.FromSeconds(30), 0.9), (TimeSpan.FromSeconds(60), 0.7), (TimeSpan.MaxValue, 0.5)];

    private ResilienceScore(ReadOnlyDictionary<string, double> parts, IReadOnlyCollection<string> doubtful)
    {
        Parts = parts;
        Lowest = Mean(0);
        Highest = Mean(Whole);

        double Mean(double unknown) => parts.Average(part => doubtful.Contains(part.Key) ? unknown : part.Value);
    }

    /// <summary>What each scenario has, 0 to 100.</summary>
    public IReadOnlyDictionary<string, double> Parts { get; }

    /// <summary>Their mean, 0 to 100.</summary>
    public double Value => Parts.Values.Average();

    /// <summary>The mean if every scenario in doubt had shown the worst.</summary>
    public double Lowest { get; }

    /// <summary>The mean if every scenario in doubt had shown the best: a score that is too low even so is too low.</summary>
    public double Highest { get; }

    /// <summary>Scores scenarios.</summary>
    /// <exception cref="ArgumentException">There is none, one has no experiment, or more recovered than there were: an empty score would be a literal.</exception>
    public static ResilienceScore Of(IReadOnlyCollection<ScenarioResult> scenarios)
    {
        ArgumentNullException.ThrowIfNull(scenarios);
        if (scenarios.Count == 0)
            throw new ArgumentException("LHC4701: no scenario was measured, so there is nothing to score; measure at least one.", nameof(scenarios));
        if (scenarios.FirstOrDefault(one => one.Experiments < 1 || one.Recovered < 0 || one.Recovered > one.Experiments) is { } wrong)
            throw new ArgumentException($"LHC4702: scenario '{wrong.Name}' recovered from {wrong.Recovered} of {wrong.Experiments} faults; 0 to all of at least one are allowed.", nameof(scenarios));
        return new ResilienceScore(scenarios.ToDictionary(one => one.Name, Part).AsReadOnly(), [.. scenarios.Where(one => one.IsInDoubt).Select(one => one.Name)]);
    }

    private static double Part(ScenarioResult scenario) =>
        Whole * scenario.Recovered / scenario.Experiments * s_recovery.First(step => scenario.SlowestRecovery <= step.Within).Factor * scenario.Integrity switch
        {
            Integrity.Kept => 1,
            Integrity.WronglyServed => 0.7,
            _ => 0.3,
        };
}
