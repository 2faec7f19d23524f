using Lighthouse.Readiness.Evidence;
using Lighthouse.Security.Scanning;

namespace Lighthouse.Suites.Security;

/// <summary>Reports what a scan found and counts what of it is left.</summary>
/// <param name="day">The day.</param>
/// <param name="gate">The gate that the scan measures.</param>
internal sealed class ScanRecorder(Day day, string gate)
{
    private const int MostFindings = 200;
    private readonly HashSet<ScanFinding> waived = [];

    /// <summary>Tells of the findings, worst first, and puts them into the evidence. Skips the test when nothing was scanned.</summary>
    public ScanRecorder Report(ScanResult result)
    {
        foreach (var doubt in result.Doubts.Take(10))
            Day.Progress($"doubt: {doubt}");
        Assert.SkipWhen(result.NotScanned is not null, $"not scanned: {result.NotScanned}");
        foreach (var finding in result.Findings.OrderBy(finding => finding.Severity).Take(MostFindings))
        {
            Day.Progress($"finding: {finding.Severity}: {finding.Title}{(finding.Excuse is null ? "" : $"; does not count: {finding.Excuse}")}");
            if (finding.Excuse is null && day.Evidence.Report(Reported(finding)) is not null)
                waived.Add(finding);
        }

        return this;
    }

    /// <summary>Records how many findings of a severity are left, out of what was looked at.</summary>
    public ScanRecorder Record(string metric, ScanResult result, Func<ScanFinding, bool> counted)
    {
        var left = result.Findings.Count(finding => counted(finding) && IsLeft(finding));
        // Doubts are about "nothing was found". What was found is proof, whatever else went wrong.
        day.Evidence.Record(new Measure(gate, How(result)).Count(metric, left, result.Looked, left > 0 ? [] : result.Doubts));
        return this;
    }

    /// <summary>Whether a finding is left. The only place that decides it.</summary>
    private bool IsLeft(ScanFinding finding) => finding.Excuse is null && !waived.Contains(finding);

    private string How(ScanResult result) =>
        $"{result.How}; {result.Findings.Count(IsLeft)} findings count, {result.Findings.Count(finding => finding.Excuse is not null)} are excused by name, {waived.Count} waived.";

    private ReportedFinding Reported(ScanFinding finding) => new(
        gate, $"{gate}/{finding.Rule}", finding.Title, Enum.Parse<Lighthouse.Readiness.Runbooks.Severity>(finding.Severity.ToString()), finding.Weaknesses,
        Exchange: null, new FindingPlace(finding.File, finding.Line), finding.Advice, TestContext.Current.Test!.TestDisplayName);
}
