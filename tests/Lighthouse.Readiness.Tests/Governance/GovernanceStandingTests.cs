using System.Text;
using Lighthouse.Readiness.Attestations;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Tests.Decisions;
using Lighthouse.Readiness.Tests.Runbooks;
using Xunit;
using static Lighthouse.Readiness.Tests.Governance.Signers;

namespace Lighthouse.Readiness.Tests.Governance;

public sealed class GovernanceStandingTests : IDisposable
{
    private static readonly Runbook Before = RunbookReader.ReadFile(Week2.File);
    private readonly Signers signers = new();

    public void Dispose() => signers.Dispose();

    [Fact]
    public void GO_needs_every_approval_and_attestation_that_the_profile_asks_for()
    {
        var (release, training) = (Signed("a", Release, signers.Security), Signed("b", Training, signers.Product));
        var unchanged = Unchanged(release, training);
        Assert.Equal(Outcome.Go, Decide(unchanged).Outcome);

        var withoutRelease = Decide(Unchanged(training));
        Assert.Equal(Outcome.NoGo, withoutRelease.Outcome);
        Assert.Equal(["Security"], withoutRelease.MissingApprovals);
        Assert.Contains("The approval of Security is missing.", withoutRelease.Rationale);

        var withoutTraining = Decide(Unchanged(release));
        Assert.Equal(Outcome.NoGo, withoutTraining.Outcome);
        Assert.Empty(withoutTraining.MissingApprovals);
        Assert.Contains("training-held (operational) is not attested by Product: Those who run it were trained.", withoutTraining.Rationale);
    }

    [Fact]
    public void A_refused_approval_is_named_with_its_code_and_is_no_approval()
    {
        var decision = Decide(Unchanged(Signed("forged.json", Release, signers.Product), Signed("b", Training, signers.Product)));
        Assert.Equal(Outcome.NoGo, decision.Outcome);
        Assert.Contains(decision.Rationale, sentence => sentence.StartsWith("The approval file 'forged.json' does not count: LH3703: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_gathered_is_nothing_approved_and_nothing_compared()
    {
        var standing = GovernanceStanding.Of(Signers.Runbook, Identity, GovernanceRecord.Nothing, SampleWeek.Decided);
        var decision = Decide(standing);
        Assert.Equal(Outcome.NoGo, decision.Outcome);
        Assert.Contains("Whether the change is judged by weaker rules is not known: there is nothing to compare it with: nobody looked for it.", decision.Rationale);
        Assert.Equal("the change: there is nothing to compare it with: nobody looked for it", Assert.Single(standing.Weakenings).ToString());
        Assert.Equal(3, standing.Missing.Count());
    }

    [Fact]
    public void No_standing_leaves_out_what_the_runbook_asks_for()
    {
        var decision = Decide(GovernanceStanding.Untouched);
        Assert.Equal(Outcome.NoGo, decision.Outcome);
        Assert.Equal([("Security", Approval.Release), ("Product", "checklist/training-held")], decision.Governance.Missing);
    }

    [Fact]
    public void Weaker_rules_need_the_approval_of_that_very_list()
    {
        var record = Weakened(Text().Replace("elicitation.end_to_end.p99 < 300 ms", "elicitation.end_to_end.p99 < 200 ms", StringComparison.Ordinal));
        var standing = Standing(record);
        Assert.Equal("gate elicitation-latency: 'elicitation.end_to_end.p99 < 200 ms' was demanded; now it is 'elicitation.end_to_end.p99 < 300 ms'", Assert.Single(standing.Weakenings).ToString());
        Assert.Equal([("Security", Approval.WeakerRules)], standing.Missing);

        var approval = new Approval("Security", Approval.WeakerRules, Commit, Before.Digest, Profile.Standard, Today, Today.AddDays(1), standing.WeakeningsDigest);
        Assert.Empty(Standing(record with { Approvals = [Signed("a", approval, signers.Security)] }).Missing);
        Assert.Single(Standing(record with { Approvals = [Signed("a", approval with { Weakenings = new string('0', 64) }, signers.Security)] }).Missing);
    }

    [Fact]
    public void A_key_that_the_change_brings_does_not_approve_its_weaker_rules()
    {
        using var brought = SigningKey.MakeOwn();
        var record = Weakened(Text());
        record = record with { Files = [record.Files[0], record.Files[1] with { After = signers.File + Entry("Security", brought) }] };
        var standing = Standing(record);
        Assert.Contains("is trusted for Security and was not", Assert.Single(standing.Weakenings).Change, StringComparison.Ordinal);

        var approval = new Approval("Security", Approval.WeakerRules, Commit, Before.Digest, Profile.Standard, Today, Today.AddDays(1), standing.WeakeningsDigest);
        Assert.Equal(ApprovalCodes.OtherKey, Assert.Single(Standing(record with { Approvals = [Signed("a", approval, brought)] }).Given).Code);
        Assert.Empty(Standing(record with { Approvals = [Signed("a", approval, signers.Security)] }).Missing);
    }

    [Fact]
    public void A_change_cannot_take_away_who_must_approve_its_weaker_rules()
    {
        var record = Weakened(Text().Replace("    standard: [Security]\n", "    standard: [Security, Product]\n", StringComparison.Ordinal));
        var standing = Standing(record);
        Assert.Equal("weakening: profile standard needed the approval of Product and does not any more", Assert.Single(standing.Weakenings).ToString());
        Assert.Equal([("Security", Approval.WeakerRules), ("Product", Approval.WeakerRules)], standing.Missing);
    }

    [Fact]
    public void A_runbook_that_cannot_be_compared_is_not_taken_for_unchanged()
    {
        foreach (var before in new[] { null, "no: runbook" })
        {
            var record = Weakened(before);
            Assert.Equal("week2.yaml: it cannot be compared: before the change it was missing or cannot be read by this version", Assert.Single(Standing(record).Weakenings).ToString());
        }
    }

    [Fact]
    public void Where_the_profile_asks_nobody_a_weaker_rule_is_shown_and_stands_in_no_ones_way()
    {
        var runbook = SampleWeek.Runbook;
        var standing = GovernanceStanding.Untouched with { Base = new string('b', 40), Weakenings = [new Weakening("gate x", "it is gone")] };
        var decision = DecisionMaker.Decide(runbook, SampleWeek.Identity, SampleWeek.Passing(), standing, SampleWeek.Decided);
        Assert.Equal(Outcome.Go, decision.Outcome);
        Assert.Contains("Weaker than before the change (commit bbbbbbbbbbbb): gate x: it is gone.", decision.Rationale);
        Assert.Contains("Profile quick asks nobody to approve that.", decision.Rationale);
    }

    [Fact]
    public void Keys_that_cannot_be_read_are_nobodys()
    {
        var record = Weakened(Text());
        record = record with { Files = [record.Files[0], record.Files[1] with { Before = "no: keys", After = "no: keys" }], Approvals = [Signed("a", Release, signers.Security)] };
        var standing = Standing(record);
        Assert.Equal(ApprovalCodes.UnknownRole, Assert.Single(standing.Given).Code);
        Assert.StartsWith("approvers.yaml: it cannot be compared", Assert.Single(standing.Weakenings).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_full_profile_of_the_runbook_asks_four_roles_and_for_its_checklist()
    {
        var decision = DecisionMaker.Decide(Before, SampleWeek.Identity with { Profile = Profile.Full, RunbookDigest = Before.Digest }, [], GovernanceStanding.Untouched, SampleWeek.Decided);
        Assert.Equal(["Security", "DevOps", "Performance", "Product"], decision.MissingApprovals);
        Assert.Equal(Before.Decision.Checklist.Select(item => Approval.OfItem(item.Id)), decision.Governance.Missing.Select(one => one.Matter).Where(matter => matter != Approval.Release));
        Assert.NotEmpty(Before.Decision.Checklist);
    }

    private static string Text() => File.ReadAllText(Week2.File);

    private GovernanceRecord Weakened(string? before) => new(
        new string('b', 40), null,
        [new GovernedFile(GovernedKind.Runbook, "week2.yaml", before, null), new GovernedFile(GovernedKind.Approvers, "approvers.yaml", signers.File, signers.File)], []);

    private static GovernanceStanding Standing(GovernanceRecord record) =>
        GovernanceStanding.Of(Before, Identity with { RunbookDigest = Before.Digest, Profile = Profile.Standard }, record, SampleWeek.Decided);

    /// <summary>The standing of a change that made nothing weaker; its sample runbook was never written in YAML.</summary>
    private GovernanceStanding Unchanged(params ApprovalFile[] approvals)
    {
        var standing = GovernanceStanding.Of(Signers.Runbook, Identity, signers.Record(approvals), SampleWeek.Decided);
        return standing with { Weakenings = [], Asked = [.. standing.Asked.Where(one => one.Matter != Approval.WeakerRules)] };
    }

    private static Decision Decide(GovernanceStanding standing) => DecisionMaker.Decide(Signers.Runbook, Identity, SampleWeek.Passing(), standing, SampleWeek.Decided);
}
