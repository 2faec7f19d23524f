using System.Text.Json.Nodes;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Json;

/// <summary>A day that broke before it could be judged.</summary>
internal static class DayFailureJson
{
    public static JsonObject Of(Runbook runbook, RunIdentity identity, Day day, DayBreak broke)
    {
        var report = JsonReport.Of("day_failure", runbook, identity);
        report["day"] = day.Name;
        report["timestamp"] = JsonReport.Time(broke.At);
        report["code"] = broke.Code;
        report["error"] = broke.Message;
        report["go_decision"] = false;
        return report;
    }
}

/// <summary>How a day broke.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Message">What happened.</param>
/// <param name="At">When.</param>
internal sealed record DayBreak(string Code, string Message, DateTimeOffset At);
