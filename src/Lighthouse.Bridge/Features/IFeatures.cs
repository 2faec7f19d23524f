using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Features;

/// <summary>The feature flags.</summary>
public interface IFeatures : IEventSourced
{
    /// <summary>The flags as they are.</summary>
    FeatureFlags Flags { get; }

    /// <summary>Changes what is given; each change is an event that says who made it.</summary>
    Task<FeatureFlags> ChangeAsync(bool? elicitationEnabled, int? percentage, bool? force, string changedBy);

    /// <summary>Refuses an agent that may not ask by elicitation.</summary>
    /// <exception cref="RefusalException">403 <c>elicitation_disabled</c>.</exception>
    void RequireElicitation(string agentId);
}
