namespace Lighthouse.Bridge.Features;

/// <summary>Who may ask by elicitation; everybody else uses the long poll.</summary>
/// <param name="ElicitationEnabled">Whether anybody may. Off wins over everything else.</param>
/// <param name="Percentage">How many of a hundred cohorts may, from cohort 0 on.</param>
/// <param name="Force">Whether every agent may, whatever its cohort.</param>
public sealed record FeatureFlags(bool ElicitationEnabled, int Percentage, bool Force)
{
    /// <summary>As long as nobody has changed them: everybody.</summary>
    public static FeatureFlags Initial { get; } = new(true, 100, false);

    /// <summary>Whether an agent may ask by elicitation.</summary>
    public bool AllowElicitation(string agentId) => ElicitationEnabled && (Force || Percentage > Cohort.Highest || Cohort.Of(agentId) < Percentage);
}
