using Lighthouse.Pipeline.Proofs;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Pipeline.Tests.Days;

public sealed class ProofMatrixTests
{
    [Fact]
    public void A_defect_is_caught_only_by_its_own_gate_failing_and_a_no_go()
    {
        var defect = new Defect("d", "g", "");
        Assert.True(new Proof(defect, ["g"], Verdict.Failed, "", IsNoGo: true).IsCaught);
        Assert.False(new Proof(defect, ["other"], Verdict.Passed, "", IsNoGo: true).IsCaught);
        Assert.False(new Proof(defect, ["g"], Verdict.Failed, "", IsNoGo: false).IsCaught);
        Assert.False(new Proof(defect, [], Verdict.Inconclusive, "", IsNoGo: true).IsCaught);
        Assert.False(new Proof(defect, [], Verdict.NotRun, "", IsNoGo: true).IsCaught);
    }

    [Fact]
    public void The_matrix_names_what_escaped_and_what_is_unproven()
    {
        var clean = new Decision(
            Outcome.Go, new RunIdentity("", "", "", Profile.Quick, 1), DateTimeOffset.UnixEpoch, [], [], [], [], []);
        var text = ProofMatrix.Render(clean, [new Proof(new Defect("late", "a-gate-with-a-long-name", ""), [], Verdict.Passed, "", IsNoGo: false)], ["lonely"]);
        Assert.Contains("late    a-gate-with-a-long-name                    ESCAPED", text, StringComparison.Ordinal);
        Assert.Contains("0 of 1 caught", text, StringComparison.Ordinal);
        Assert.Contains("Unproven, no defect is seeded for: lonely", text, StringComparison.Ordinal);
    }
}
