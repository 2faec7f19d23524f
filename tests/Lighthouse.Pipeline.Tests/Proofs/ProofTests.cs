using Lighthouse.Pipeline.Proofs;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Pipeline.Tests.Proofs;

public sealed class ProofTests
{
    private static readonly Defect Leaky = new("leaky", "leak", "a leak");

    [Theory]
    [InlineData(Verdict.Failed, true, "caught")]
    [InlineData(Verdict.Failed, false, "ESCAPED")]
    [InlineData(Verdict.Inconclusive, true, "ESCAPED")]
    [InlineData(Verdict.NotRun, true, "ESCAPED")]
    [InlineData(Verdict.Passed, false, "ESCAPED")]
    public void A_defect_is_caught_by_a_failed_gate_and_a_NO_GO_alone(Verdict verdict, bool isNoGo, string result) =>
        Assert.Equal(result, new Proof(Leaky, ["leak"], verdict, "why", isNoGo).Result);

    [Fact]
    public void A_defect_that_takes_the_measurement_away_is_caught_when_nothing_could_be_said() =>
        Assert.True(new Proof(Leaky with { CaughtAs = Verdict.NotRun }, [], Verdict.NotRun, "why", IsNoGo: true).IsCaught);

    [Fact]
    public void Who_escaped_once_is_never_shown_as_simply_caught()
    {
        var proof = new Proof(Leaky, ["leak"], Verdict.Failed, "why", IsNoGo: true) { Escape = "leak was Passed", Profile = Profile.Standard };

        Assert.Equal("caught (standard), the second time", proof.Result);
        Assert.Equal("ESCAPED", (proof with { Expected = Verdict.Passed }).Result);
    }

    [Fact]
    public void What_was_not_tried_is_no_proof()
    {
        var proof = new Proof(Leaky, ["leak"], Verdict.Failed, "why", IsNoGo: true) { NotTried = "no disk" };

        Assert.False(proof.IsCaught);
        Assert.Equal("NOT TRIED", proof.Result);
    }
}
