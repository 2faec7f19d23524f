using System.Text;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Regression;
using Lighthouse.Readiness.Reporting.Comparisons;
using Lighthouse.Readiness.Reporting.Html;
using Lighthouse.Readiness.Reporting.Json;
using Lighthouse.Readiness.Reporting.JUnit;
using Lighthouse.Readiness.Reporting.Markdown;
using Lighthouse.Readiness.Reporting.Sarif;
using Lighthouse.Readiness.Reporting.Tables;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting;

/// <summary>Writes what people and tools read. Files are written beside their name first and then moved, so that a full disk or a kill leaves no half file.</summary>
public static class ReportWriter
{
    private static readonly IReadOnlyList<string> DecisionFiles =
    [
        ArtifactNames.Decision, ArtifactNames.DecisionEqual, ArtifactNames.FinalReport, ArtifactNames.RemediationPlan,
        ArtifactNames.RemediationPlanText, ArtifactNames.Week3Preparation, ArtifactNames.Summary, ArtifactNames.JUnit, ArtifactNames.Page,
    ];

    /// <summary>Removes every report of an earlier run, so that a run that is killed leaves no old decision to be read as its own. Evidence stays.</summary>
    /// <exception cref="ReportException">A file could not be removed.</exception>
    public static void Clear(string folder, Runbook runbook)
    {
        var reports = new ReportFolder(folder);
        foreach (var name in DecisionFiles.Concat(runbook.Days.SelectMany(day => ArtifactNames.DayReports(runbook, day).Concat(ArtifactNames.AttachmentsOf(runbook, day)).Append(ArtifactNames.DayFailure(day)))))
            reports.Remove(name);
    }

    /// <summary>Writes the reports of one day into a folder: <c>monday_report.json</c> and the day's own file.</summary>
    /// <returns>The files written.</returns>
    /// <exception cref="ReportException">A file could not be written.</exception>
    public static IReadOnlyList<string> WriteDay(string folder, Runbook runbook, RunIdentity identity, DayVerdict day) =>
        WriteDay(new ReportFolder(folder), runbook, identity, DayStanding.Of(day.Day, identity.Profile, [day]));

    /// <summary>Writes <c>{day}_failure.json</c>: the day broke before it could be judged. The day's reports of an earlier run are removed.</summary>
    /// <returns>The file written.</returns>
    /// <exception cref="ReportException">The file could not be written.</exception>
    public static string WriteDayFailure(string folder, Runbook runbook, RunIdentity identity, Day day, string code, string message, DateTimeOffset at)
    {
        var reports = new ReportFolder(folder);
        foreach (var name in ArtifactNames.DayReports(runbook, day).Concat(ArtifactNames.AttachmentsOf(runbook, day)))
            reports.Remove(name);
        return reports.Write(ArtifactNames.DayFailure(day), JsonReport.Bytes(DayFailureJson.Of(runbook, identity, day, new DayBreak(code, message, at))));
    }

    /// <summary>
    /// Writes the decision's files: the reports of the days, both decision JSONs, the final report, the remediation plan (the week-3 plan on GO),
    /// <c>summary.md</c>, <c>index.html</c>, <c>junit.xml</c>. The old ones go first and the decision itself comes last: a run that is killed on the way leaves none.
    /// </summary>
    /// <returns>The files written.</returns>
    /// <exception cref="ReportException">A file could not be written.</exception>
    public static IReadOnlyList<string> WriteDecision(string folder, Runbook runbook, Decision decision) =>
        WriteDecision(new ReportFolder(folder), runbook, decision);

    /// <summary>The table of a day for the console: gate, measured, allowed, verdict; at most 100 columns.</summary>
    public static string DayTable(Runbook runbook, RunIdentity identity, DayVerdict day) => DayText.Render(runbook, identity, day);

    /// <summary>The decision for the console; at most 100 columns.</summary>
    public static string DecisionTable(Runbook runbook, Decision decision) => DecisionText.Render(runbook, decision);

    /// <summary>Writes <c>comparison.json</c> and <c>comparison.md</c> into a folder.</summary>
    /// <returns>The files written.</returns>
    /// <exception cref="ReportException">A file could not be written.</exception>
    public static IReadOnlyList<string> WriteComparison(string folder, RunComparison comparison)
    {
        var reports = new ReportFolder(folder);
        return [reports.Write("comparison.json", ComparisonReports.Json(comparison)), reports.Write("comparison.md", Utf8(ComparisonReports.Markdown(comparison)))];
    }

    /// <summary>A comparison of runs for the console; at most 100 columns.</summary>
    public static string ComparisonTable(RunComparison comparison) => ComparisonReports.Text(comparison);

    internal static IReadOnlyList<string> WriteDecision(ReportFolder reports, Runbook runbook, Decision decision)
    {
        foreach (var name in DecisionFiles)
            reports.Remove(name);

        var basis = Basis.Of(runbook, decision.Identity, decision.Days);
        var written = basis.Days.SelectMany(day => WriteOrRemoveDay(reports, runbook, decision.Identity, day)).ToList();
        var dayNames = written.Select(path => Path.GetFileName(path)).ToList();
        var files = DecisionContents(runbook, decision, basis, dayNames);
        written.AddRange(files.Select(file => reports.Write(file.Name, file.Content)));
        return written;
    }

    // Content before any is written: what cannot be rendered leaves no half set of files.
    private static List<(string Name, byte[] Content)> DecisionContents(Runbook runbook, Decision decision, Basis basis, List<string> dayFiles)
    {
        var files = new List<(string Name, byte[] Content)>
        {
            (ArtifactNames.Summary, Utf8(SummaryMarkdown.Render(runbook, decision, basis))),
            (ArtifactNames.JUnit, Utf8(JUnitXml.Render(decision, basis))),
            (ArtifactNames.Page, Utf8(DecisionPage.Render(runbook, decision, basis))),
        };
        if (decision.Outcome == Outcome.Go)
        {
            files.Add((ArtifactNames.Week3Preparation, JsonReport.Bytes(Week3Json.Of(runbook, decision, basis))));
        }
        else
        {
            var plan = RemediationPlan.Of(runbook, decision, basis);
            files.Add((ArtifactNames.RemediationPlan, JsonReport.Bytes(RemediationJson.Of(runbook, decision, plan))));
            files.Add((ArtifactNames.RemediationPlanText, Utf8(RemediationMarkdown.Render(runbook, decision, plan))));
        }

        var named = dayFiles.Concat(files.Select(file => file.Name)).Append(ArtifactNames.DecisionEqual).Append(ArtifactNames.Decision);
        files.Add((ArtifactNames.FinalReport, JsonReport.Bytes(FinalJson.Of(runbook, decision, basis, named))));
        var bytes = JsonReport.Bytes(DecisionJson.Of(runbook, decision, basis));
        files.AddRange([(ArtifactNames.DecisionEqual, bytes), (ArtifactNames.Decision, bytes)]);
        return files;
    }

    private static IReadOnlyList<string> WriteOrRemoveDay(ReportFolder reports, Runbook runbook, RunIdentity identity, DayStanding day)
    {
        if (day.Judged is not null)
            return WriteDay(reports, runbook, identity, day);
        foreach (var name in ArtifactNames.DayReports(runbook, day.Day).Concat(ArtifactNames.AttachmentsOf(runbook, day.Day)))
            reports.Remove(name);
        RemoveOldFailure(reports, identity, day);
        return [];
    }

    private static IReadOnlyList<string> WriteDay(ReportFolder reports, Runbook runbook, RunIdentity identity, DayStanding day)
    {
        RemoveOldFailure(reports, identity, day);
        var attached = day.Judged?.Attachments ?? new Dictionary<string, string>();
        foreach (var name in ArtifactNames.AttachmentsOf(runbook, day.Day).Where(name => !attached.ContainsKey(name)))
            reports.Remove(name);
        return
        [
            .. ArtifactNames.DayReports(runbook, day.Day).Select(name => reports.Write(name, JsonReport.Bytes(DayReport(name, runbook, identity, day)))),
            .. attached.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => reports.Write(one.Key, Utf8(one.Value))),
        ];
    }

    private static System.Text.Json.Nodes.JsonObject DayReport(string name, Runbook runbook, RunIdentity identity, DayStanding day) => name switch
    {
        ArtifactNames.Findings => SarifFindings.Of(identity, day),
        ArtifactNames.ChaosReport => ChaosJson.Of(runbook, identity, day),
        _ when name.EndsWith("_security_report.json", StringComparison.Ordinal) => DayJson.Security(runbook, identity, day),
        _ when name.EndsWith("_performance_report.json", StringComparison.Ordinal) => DayJson.Performance(runbook, identity, day),
        _ when name.EndsWith("_resilience_report.json", StringComparison.Ordinal) => DayJson.Resilience(runbook, identity, day),
        _ => DayJson.Of(runbook, identity, day),
    };

    // A failure that this run wrote belongs to a day that does not hold; it stays to tell why.
    private static void RemoveOldFailure(ReportFolder reports, RunIdentity identity, DayStanding day)
    {
        var name = ArtifactNames.DayFailure(day.Day);
        if (day.Holds || !reports.BelongsTo(name, identity.RunId))
            reports.Remove(name);
    }

    private static byte[] Utf8(string text) => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text);
}
