using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting;

/// <summary>The names of the files in the artifacts folder. Others read them by name: they never change.</summary>
public static class ArtifactNames
{
    /// <summary>The decision.</summary>
    public const string Decision = "friday_decision.json";

    /// <summary>The decision again, byte for byte.</summary>
    public const string DecisionEqual = "go_no_go_decision.json";

    /// <summary>The whole week.</summary>
    public const string FinalReport = "week2_final_report.json";

    /// <summary>What to mend, when the decision is not GO.</summary>
    public const string RemediationPlan = "remediation_plan.json";

    /// <summary>What to mend, for people.</summary>
    public const string RemediationPlanText = "remediation_plan.md";

    /// <summary>The canary plan, on GO only.</summary>
    public const string Week3Preparation = "week3_preparation.json";

    /// <summary>The resilience scenarios.</summary>
    public const string ChaosReport = "chaos_engineering_report.json";

    /// <summary>The decision on one page, for a CI summary.</summary>
    public const string Summary = "summary.md";

    /// <summary>The gates as test results.</summary>
    public const string JUnit = "junit.xml";

    /// <summary>The decision as a page that opens offline.</summary>
    public const string Page = "index.html";

    /// <summary>The security day's findings in SARIF 2.1.0.</summary>
    public const string Findings = "findings.sarif";

    /// <summary>The bill of materials of what is shipped, CycloneDX 1.6.</summary>
    public const string BillOfMaterials = "sbom.cdx.json";

    /// <summary>The signed statement of the decision over the whole bundle: an in-toto verification summary in a DSSE envelope.</summary>
    public const string Certificate = "certificate.intoto.json";

    /// <summary>The certificate for people.</summary>
    public const string CertificateText = "certificate.md";

    /// <summary>The digest of every file of the bundle.</summary>
    public const string BundleManifest = "evidence/manifest.json";

    /// <summary>The public half of the key that signed.</summary>
    public const string PublicKey = "evidence/signing-key.pem";

    /// <summary>What governs the decision beside what was measured: the rules before and after the change, and the approvals.</summary>
    public const string Governance = "evidence/governance.json";

    /// <summary>The runbook, byte for byte.</summary>
    public const string RunbookCopy = "evidence/runbook.yaml";

    /// <summary>The decision file of the run that the page compares with, byte for byte.</summary>
    public const string PreviousDecision = "evidence/previous_decision.json";

    /// <summary>Documents that a suite may attach to its evidence.</summary>
    public static IReadOnlyList<string> Attachments { get; } = [BillOfMaterials];

    /// <summary>The evidence log of a day, relative to the artifacts folder, with forward slashes: <c>evidence/monday.jsonl</c>.</summary>
    /// <exception cref="ReportException">The day's name gives no file name.</exception>
    public static string Evidence(Day day) => $"evidence/{Stem(day)}.jsonl";

    /// <summary>The signed test result of a day: <c>evidence/monday.intoto.json</c>.</summary>
    /// <exception cref="ReportException">The day's name gives no file name.</exception>
    public static string DayStatement(Day day) => $"evidence/{Stem(day)}.intoto.json";

    /// <summary>The report that every day has: <c>monday_report.json</c>.</summary>
    /// <exception cref="ReportException">The day's name gives no file name.</exception>
    public static string DayReport(Day day) => $"{Stem(day)}_report.json";

    /// <summary>Written when a day broke: <c>monday_failure.json</c>.</summary>
    /// <exception cref="ReportException">The day's name gives no file name.</exception>
    public static string DayFailure(Day day) => $"{Stem(day)}_failure.json";

    /// <summary>Every report file of a day that was judged, the common one first: for the security day <c>monday_report.json</c> and <c>monday_security_report.json</c>.</summary>
    /// <exception cref="ReportException">The day's name gives no file name.</exception>
    public static IReadOnlyList<string> DayReports(Runbook runbook, Day day)
    {
        var names = new List<string> { DayReport(day) };
        if (day.Name == runbook.Decision.SecurityDay)
            names.AddRange([$"{Stem(day)}_security_report.json", Findings]);
        if (day.Name == runbook.Decision.PerformanceDay)
            names.Add($"{Stem(day)}_performance_report.json");
        if (day.Name == runbook.Decision.ResilienceDay)
            names.AddRange([$"{Stem(day)}_resilience_report.json", ChaosReport]);
        if (day.Name == runbook.Decision.IntegrationDay)
            names.Add($"{Stem(day)}_integration.json");
        return names;
    }

    /// <summary>The documents that a day's suite may attach.</summary>
    internal static IReadOnlyList<string> AttachmentsOf(Runbook runbook, Day day) => day.Name == runbook.Decision.SecurityDay ? Attachments : [];

    // A day's name comes from outside: only letters and digits may reach a path.
    private static string Stem(Day day) => day.Name.Length is > 0 and <= 40 && day.Name.All(char.IsAsciiLetterOrDigit)
        ? day.Name.ToLowerInvariant()
        : throw new ReportException(ReportException.BadName, Untrusted.ForConsole(day.Name), "a day's name gives file names, so it is 1 to 40 letters and digits. Rename the day in the runbook.");
}
