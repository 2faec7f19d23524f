using System.Globalization;
using System.Text;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Messages;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Operations;

/// <summary>The counters in Prometheus' text format.</summary>
internal sealed class MetricsText(
    Counters counters, IEventStore store, ISessions sessions, IMessages messages, IElicitations elicitations, BridgeClock clock)
{
    public string Write()
    {
        var text = new StringBuilder();
        Describe(text, "bridge_http_answers_total", "counter", "Answers by class of status.");
        for (var statusClass = 1; statusClass <= 5; statusClass++)
            Line(text, $"bridge_http_answers_total{{class=\"{statusClass}xx\"}}", counters.Answers(statusClass));
        One(text, "bridge_impersonation_attempts_total", "counter", "Requests that named another agent.", counters.Impersonations);
        One(text, "bridge_replay_attempts_total", "counter", "Answers that were given before.", counters.Replays);
        One(text, "bridge_rate_limited_total", "counter", "Requests over a limit.", counters.Limited);
        One(text, "bridge_events", "gauge", "Sequence of the newest event.", store.LastSequence);
        One(text, "bridge_store_writable", "gauge", "1 when the store takes events.", store.Health.Writable ? 1 : 0);
        One(text, "bridge_active_agents", "gauge", "Agents with a valid session.", sessions.ActiveAgents);
        One(text, "bridge_waiting", "gauge", "Long polls held.", messages.Waiting);
        var figures = elicitations.Measure();
        One(text, "bridge_elicitations_total", "counter", "Elicitations created.", figures.Created);
        One(text, "bridge_elicitations_pending", "gauge", "Elicitations waiting for an answer.", figures.Pending);
        One(text, "bridge_uptime_seconds", "gauge", "Time since the start.", clock.Uptime.TotalSeconds);
        return text.ToString();
    }

    private static void One(StringBuilder text, string name, string type, string help, double value)
    {
        Describe(text, name, type, help);
        Line(text, name, value);
    }

    private static void Describe(StringBuilder text, string name, string type, string help) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private static void Line(StringBuilder text, string name, double value) =>
        text.Append(name).Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
