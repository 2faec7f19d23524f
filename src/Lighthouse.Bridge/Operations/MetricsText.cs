using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Messages;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Operations;

/// <summary>The figures of all parts in Prometheus' text format.</summary>
internal sealed class MetricsText(
    Counters counters, IEventStore store, ISessions sessions, IMessages messages, IElicitations elicitations, BridgeClock clock,
    IEnumerable<IMetricSource> sources)
{
    public string Write()
    {
        var metrics = new MetricsWriter();
        metrics.Describe("bridge_http_answers_total", "counter", "Answers by class of status.");
        for (var statusClass = 1; statusClass <= 5; statusClass++)
            metrics.Line($"bridge_http_answers_total{{class=\"{statusClass}xx\"}}", counters.Answers(statusClass));
        metrics.Counter("bridge_impersonation_attempts_total", "Requests that named another agent.", counters.Impersonations);
        metrics.Counter("bridge_replay_attempts_total", "Answers that were given before.", counters.Replays);
        metrics.Counter("bridge_rate_limited_total", "Requests over a limit.", counters.Limited);
        metrics.Gauge("bridge_events", "Sequence of the newest event.", store.LastSequence);
        metrics.Gauge("bridge_store_writable", "1 when the store takes events.", store.Health.Writable ? 1 : 0);
        metrics.Gauge("bridge_active_agents", "Agents with a valid session.", sessions.ActiveAgents);
        metrics.Gauge("bridge_waiting", "Long polls held.", messages.Waiting);
        var figures = elicitations.Measure();
        metrics.Counter("bridge_elicitations_total", "Elicitations created.", figures.Created);
        metrics.Gauge("bridge_elicitations_pending", "Elicitations waiting for an answer.", figures.Pending);
        metrics.Gauge("bridge_uptime_seconds", "Time since the start.", clock.Uptime.TotalSeconds);
        foreach (var source in sources) source.WriteTo(metrics);
        return metrics.ToString();
    }
}
