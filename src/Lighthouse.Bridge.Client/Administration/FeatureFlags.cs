namespace Lighthouse.Bridge.Client;

/// <summary>Who may ask by elicitation.</summary>
/// <param name="ElicitationEnabled">Whether anybody may.</param>
/// <param name="Percentage">How many of a hundred cohorts may.</param>
/// <param name="Force">Whether every agent may, whatever its cohort.</param>
public sealed record FeatureFlags(bool ElicitationEnabled, int Percentage, bool Force);
