using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Judging;

/// <summary>Judges one gate by the measurements that its own tests made and by how these tests ended.</summary>
internal static class GateJudge
{
    public static GateVerdict Judge(Gate gate, IReadOnlyList<EvidenceRecord> records, IEnumerable<Limit> limits)
    {
        EvidenceRecord[] measurements = [.. records.Where(record => record.Entry is Measured { Measurement.Gate: var id } && id == gate.Id)];
        TestEnded[] tests = [.. records.OrderBy(record => record.Sequence).Select(record => record.Entry).OfType<TestEnded>().Where(test => test.Gate == gate.Id)];
        CriterionVerdict[] criteria = [.. gate.Criteria.Select(criterion => CriterionJudge.Judge(criterion, measurements))];

        Limit[] parts = [.. limits, .. Criteria(criteria), .. Tests(tests, criteria)];
        var verdict = Judging.Judge.Worst(parts.Select(part => part.AtBest));
        var reason = string.Join(" ", parts.Where(part => part.AtBest == verdict).Select(part => part.Reason).Distinct());
        return new GateVerdict(gate, verdict, verdict == Verdict.Passed ? Passed(criteria) : reason, criteria, tests)
        {
            Recorded = RecordedFigure.Of(measurements),
            Findings = FoundFinding.Of(gate.Id, records),
            Distributions = RecordedDistribution.Of(measurements),
            Series = FoundSeries.Of(gate.Id, records),
            Period = Period.Of(measurements, tests),
        };
    }

    private static IEnumerable<Limit> Criteria(CriterionVerdict[] criteria) =>
        criteria.Length == 0
            ? [new Limit(Verdict.NotRun, "The gate has no criterion, so nothing was shown.")]
            : criteria.Select(criterion => new Limit(criterion.Verdict, $"'{criterion.Criterion.Text}': {criterion.Reason}"));

    private static IEnumerable<Limit> Tests(TestEnded[] tests, CriterionVerdict[] criteria)
    {
        if (tests.Length == 0)
            yield return new Limit(Verdict.NotRun, "No test of this gate ran.");

        // A missed criterion turns its own test red: that test then says nothing that the criterion does not say better.
        var found = Judging.Judge.Worst(criteria.Select(criterion => criterion.Verdict));
        foreach (var test in tests)
        {
            if (test.Outcome == TestOutcome.Failed && found == Verdict.Passed)
                yield return new Limit(Verdict.Failed, $"Its test {test.Test} failed: {Why(test)}");
            else if (test.Outcome == TestOutcome.Failed && found == Verdict.NotRun)
                yield return new Limit(Verdict.NotRun, $"Its test {test.Test} failed, too: {Why(test)}");
            else if (test.Outcome is not (TestOutcome.Passed or TestOutcome.Failed))
                yield return new Limit(Verdict.NotRun, $"Its test {test.Test} {(test.Outcome == TestOutcome.Skipped ? "was skipped" : "did not run to its end")}: {Why(test)}");
        }
    }

    private static string Why(TestEnded test) => string.IsNullOrWhiteSpace(test.Message) ? "no reason was given." : test.Message;

    private static string Passed(CriterionVerdict[] criteria) => criteria.Length == 1 ? "Its criterion holds." : $"All {criteria.Length} criteria hold.";
}
