using Lighthouse.Bridge.Collaboration;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Experts;

/// <summary>What <c>/status</c> and <c>/metrics</c> say of experts, delegations and collaborations.</summary>
internal sealed class ExpertCoordinator(IExperts experts, IDelegations delegations, ICollaborations collaborations, IEventStore store)
    : IComponent, IMetricSource
{
    public string Name => "expert_coordinator";

    /// <summary>Unhealthy when no work could be stored, degraded when there are experts and none can take work.</summary>
    public string State
    {
        get
        {
            if (!store.Health.Writable) return "unhealthy";
            var registered = experts.List(null, null);
            return registered.Count == 0 || registered.Any(e => e.State == ExpertState.Available) ? "healthy" : "degraded";
        }
    }

    public void WriteTo(MetricsWriter metrics)
    {
        var registered = experts.List(null, null);
        metrics.Describe("bridge_experts", "gauge", "Registered experts by state.");
        foreach (var state in Enum.GetValues<ExpertState>())
            metrics.Line($"bridge_experts{{state=\"{state.ToString().ToLowerInvariant()}\"}}", registered.Count(e => e.State == state));
        var figures = delegations.Measure();
        metrics.Counter("bridge_delegations_total", "Delegations and tasks handed out.", figures.Created);
        metrics.Describe("bridge_delegations_ended_total", "counter", "Delegations and tasks that ended, by outcome.");
        foreach (var (state, count) in figures.Ended)
            metrics.Line($"bridge_delegations_ended_total{{outcome=\"{DelegationEvents.NameOf(state)}\"}}", count);
        metrics.Counter("bridge_delegations_moved_total", "Delegations and tasks that passed from a lost expert to another.", figures.Moved);
        metrics.Gauge("bridge_delegations_open", "Delegations and tasks that are open.", figures.Open);
        metrics.Gauge("bridge_collaborations_open", "Collaborations that are open.", collaborations.OpenCount);
        WriteDurations(metrics, figures.SecondsToComplete);
    }

    private static void WriteDurations(MetricsWriter metrics, DurationHistogram durations)
    {
        const string name = "bridge_delegation_seconds";
        metrics.Describe(name, "histogram", "Time from handing out to completion.");
        for (var i = 0; i < durations.Bounds.Count; i++)
            metrics.Line(FormattableString.Invariant($"{name}_bucket{{le=\"{durations.Bounds[i]}\"}}"), durations.AtMost[i]);
        metrics.Line($"{name}_bucket{{le=\"+Inf\"}}", durations.Count);
        metrics.Line($"{name}_sum", durations.SumSeconds);
        metrics.Line($"{name}_count", durations.Count);
    }
}
