using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting;

/// <summary>Writes what people and tools read. Files are written beside their name first and then moved, so that a full disk or a kill leaves no half file.</summary>
public static class ReportWriter
{
    /// <summary>Writes the reports of one day into a folder: <c>monday_report.json</c> and the day's own file.</summary>
    /// <returns>The files written.</returns>
    public static IReadOnlyList<string> WriteDay(string folder, Runbook runbook, RunIdentity identity, DayVerdict day) => throw new NotSupportedException();

    /// <summary>Writes <c>{day}_failure.json</c>: the day broke before it could be judged.</summary>
    public static string WriteDayFailure(string folder, Runbook runbook, RunIdentity identity, Day day, string code, string message, DateTimeOffset at) => throw new NotSupportedException();

    /// <summary>Writes the decision's files: both decision JSONs, the final report, the remediation plan, the week-3 plan on GO, <c>summary.md</c>, <c>index.html</c>, <c>junit.xml</c>.</summary>
    /// <returns>The files written.</returns>
    public static IReadOnlyList<string> WriteDecision(string folder, Runbook runbook, Decision decision) => throw new NotSupportedException();

    /// <summary>The table of a day for the console: gate, measured, allowed, verdict; at most 100 columns.</summary>
    public static string DayTable(Runbook runbook, RunIdentity identity, DayVerdict day) => throw new NotSupportedException();

    /// <summary>The decision for the console; at most 100 columns.</summary>
    public static string DecisionTable(Runbook runbook, Decision decision) => throw new NotSupportedException();
}
