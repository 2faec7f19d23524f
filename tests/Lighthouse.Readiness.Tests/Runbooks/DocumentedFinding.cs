using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Tests.Runbooks;

internal static class DocumentedFinding
{
    public static IReadOnlyList<CriterionVerdict> Record(EvidenceRecorder evidence)
    {
        var finding = new ReportedFinding(
            "licences", "licence/not-listed", "Package 'left-align' 1.3.0 is under a licence that is not on the list.", Severity.High, Weaknesses: [],
            Exchange: null, new FindingPlace("package-lock.json", Line: 88), "Take another package.", "licences of all packages");
        // What covers it; null when nothing does.
        var left = evidence.Report(finding) is null ? 1 : 0;
        return evidence.Record(new Measurement(
            "licences.refused", "licences", new ScalarObservation(new Quantity(left, Unit.One), Attempts: 412),
            "The licence of every package in package-lock.json against the list.", "licences of all packages", Doubts: []));
    }
}
