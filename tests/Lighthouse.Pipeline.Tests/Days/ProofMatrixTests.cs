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
    public void A_defect_that_takes_the_evidence_away_is_caught_by_a_gate_that_is_not_run()
    {
        var defect = new Defect("d", "g", "") { CaughtAs = Verdict.NotRun };
        Assert.True(new Proof(defect, [], Verdict.NotRun, "", IsNoGo: true).IsCaught);
        Assert.False(new Proof(defect, ["g"], Verdict.Failed, "", IsNoGo: true).IsCaught);
        Assert.False(new Proof(defect, [], Verdict.NotRun, "", IsNoGo: true) { NotTried = "no engine" }.IsCaught);
    }

    [Fact]
    public void The_matrix_says_in_which_profile_and_what_could_not_be_tried()
    {
        var text = ProofMatrix.Render(All(Clean(Outcome.Go), [
            new Proof(new Defect("old", "age", ""), ["age"], Verdict.Failed, "", IsNoGo: true) { Profile = Profile.Standard },
            new Proof(new Defect("one", "image", ""), [], Verdict.NotRun, "", IsNoGo: false) { NotTried = "no engine" },
            new Proof(new Defect("two", "image", ""), [], Verdict.NotRun, "", IsNoGo: false) { NotTried = "no engine" },
        ]), []);
        Assert.Contains("caught (standard)", text, StringComparison.Ordinal);
        Assert.Contains("NOT TRIED", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ESCAPED", text, StringComparison.Ordinal);
        Assert.Contains("1 of 3 caught", text, StringComparison.Ordinal);
        Assert.Contains("Not proven here: image (2 defects not tried): no engine", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_matrix_names_what_escaped_and_what_is_unproven()
    {
        var text = ProofMatrix.Render(All(Clean(Outcome.Go), [new Proof(new Defect("late", "a-gate-with-a-long-name", ""), [], Verdict.Passed, "all hold", IsNoGo: false)]), ["lonely"]);
        Assert.Contains("Escaped: late: a-gate-with-a-long-name is Passed, not Failed (all hold)", text, StringComparison.Ordinal);
        Assert.Contains("late    a-gate-with-a-long-name                    ESCAPED", text, StringComparison.Ordinal);
        Assert.Contains("0 of 1 caught", text, StringComparison.Ordinal);
        Assert.Contains("Unproven, no defect is seeded for: lonely", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_matrix_counts_what_the_time_did_not_suffice_for()
    {
        Defect first = new("first", "gate", ""), second = new("second", "gate", ""), third = new("third", "gate", "");
        var proofs = new[] { first, second }.Select(defect => new Proof(defect, ["gate"], Verdict.Failed, "", IsNoGo: true)).ToList();
        var found = new ProvenGates(Clean(Outcome.Go), proofs, new ProofPlan([first], [second, third], TimeSpan.FromMinutes(20)));

        Assert.Equal([third], found.Left);
        Assert.Contains("2 of 2 caught", ProofMatrix.Render(found, []), StringComparison.Ordinal);
        Assert.Contains("1 more not tried to the end: the time (20 min) was over", ProofMatrix.Render(found, []), StringComparison.Ordinal);
        Assert.DoesNotContain("Not proven in this time", ProofMatrix.Render(found, []), StringComparison.Ordinal);
        Assert.DoesNotContain("not tried", ProofMatrix.Render(All(Clean(Outcome.Go), proofs), []), StringComparison.Ordinal);
    }

    [Fact]
    public void The_matrix_names_each_gate_of_which_no_defect_was_tried()
    {
        Defect first = new("first", "gate", ""), second = new("second", "large", ""), third = new("third", "large", ""), fourth = new("fourth", "huge", "");
        var proofs = new[] { new Proof(first, ["gate"], Verdict.Failed, "", IsNoGo: true) };
        var found = new ProvenGates(Clean(Outcome.Go), proofs, new ProofPlan([first], [second, third, fourth], TimeSpan.FromMinutes(20)));

        Assert.Equal(["huge", "large"], found.GatesLeft);
        Assert.Contains("3 more not tried to the end: the time (20 min) was over", ProofMatrix.Render(found, []), StringComparison.Ordinal);
        Assert.Contains("Not proven in this time, all of a larger profile: huge, large", ProofMatrix.Render(found, []), StringComparison.Ordinal);
    }

    [Fact]
    public void One_run_of_many_without_a_go_is_the_one_that_counts()
    {
        Assert.True(Clean(Outcome.Go, Outcome.Go).AreAllSound);
        var runs = Clean(Outcome.Go, Outcome.NoGo, Outcome.Go);
        Assert.False(runs.AreAllSound);
        Assert.Equal(Outcome.NoGo, runs.Decision.Outcome);
        Assert.Contains("the system as it is: NOT GO (2 of 3 runs GO)", ProofMatrix.Render(All(runs, []), []), StringComparison.Ordinal);
        Assert.False(new CleanRuns([]).AreAllSound);
    }

    [Fact]
    public void What_did_not_pass_at_first_is_told_though_it_passed_then()
    {
        var gate = RunbookReader.ReadFile(Path.Combine(Checkout.Root, "build", "runbooks", "week2.yaml")).FindGate("event-store")!;
        var runs = new CleanRuns([Clean(Outcome.Go).Runs[0] with { AskedAgain = [new GateVerdict(gate, Verdict.Failed, "10.8 ms", [], [])] }]);
        Assert.True(runs.AreAllSound);
        Assert.Equal("GO (1 of 1 runs GO; measured once more: event-store, Failed at first)", runs.Text);
        Assert.Contains("Measured once more without a defect: event-store was Failed (10.8 ms)", ProofMatrix.Render(All(runs, []), []), StringComparison.Ordinal);
        var alone = All(Clean(Outcome.Go), []) with { AskedAgainAlone = runs.AskedAgain };
        Assert.Contains("Measured once more without a defect: event-store was Failed (10.8 ms)", ProofMatrix.Render(alone, []), StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_of_the_runbook_is_called_passed_and_never_a_go()
    {
        var part = Clean(Outcome.NoGo).Runs[0] with { IsPart = true };
        Assert.Equal("PASSED (2 of 2 runs PASSED)", new CleanRuns([part with { IsSound = true }, part with { IsSound = true }]).Text);
        Assert.Equal("NOT PASSED (1 of 2 runs PASSED)", new CleanRuns([part with { IsSound = true }, part]).Text);
    }

    private static ProvenGates All(CleanRuns clean, IReadOnlyList<Proof> proofs) => new(clean, proofs, ProofPlan.Of([.. proofs.Select(proof => proof.Defect)], _ => true, time: null, seed: 1));

    private static CleanRuns Clean(params Outcome[] outcomes) => new([.. outcomes.Select((outcome, number) => new CleanRun(
        $"clean-{number}", new Decision(outcome, new RunIdentity("", "", "", Profile.Quick, 1), DateTimeOffset.UnixEpoch, [], [], [], [], []), outcome == Outcome.Go, AskedAgain: []))]);
}
