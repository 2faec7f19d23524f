using Lighthouse.Chaos.NetworkProxy;

namespace Lighthouse.Suites.Resilience;

/// <summary>What happens on a link for a while.</summary>
/// <param name="Name">Its name, lower case with hyphens.</param>
/// <param name="Conditions">What the link does.</param>
/// <param name="FlapEvery">How often it changes between that and nothing; null for a lasting one.</param>
internal sealed record Disturbance(string Name, LinkConditions Conditions, TimeSpan? FlapEvery = null)
{
    /// <summary>How long an answer may take before there is none.</summary>
    public TimeSpan AnswerWithin => TimeSpan.FromMilliseconds(FlapEvery is null ? 600 : 150);

    /// <summary>Whether nothing comes back as long as it lasts.</summary>
    public bool IsLastingCut => FlapEvery is null && (Conditions.Connections != ConnectionFate.Forwarded || Conditions.ToTarget.IsCut || Conditions.ToClients.IsCut);
}
