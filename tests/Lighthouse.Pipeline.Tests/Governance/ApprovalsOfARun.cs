using Lighthouse.Pipeline.Governance;
using Lighthouse.Pipeline.Runs;
using Lighthouse.Pipeline.Tests.Runs;
using Lighthouse.Pipeline.Verification;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Reporting;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Pipeline.Tests.Governance;

/// <summary>Approvals from the key to the verified decision, in a repository of their own.</summary>
public sealed class ApprovalsOfARun : IDisposable
{
    private readonly SampleRepository repository = new();
    private readonly TemporaryFolder folder = new();

    public ApprovalsOfARun() => repository.Commit("the second");

    private string Approvals => folder["approvals"];

    public void Dispose()
    {
        repository.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_weaker_rule_is_found_in_git_needs_its_approval_and_is_verified_offline()
    {
        repository.Change(SampleRepository.RunbookFile, "elicitation.end_to_end.p99 < 300 ms", "elicitation.end_to_end.p99 < 400 ms");
        repository.Change(SampleRepository.ExceptionFile, "[]", "[ { \"rule\": \"R\", \"file\": \"*\", \"text\": \"x\", \"reason\": \"none\", \"owner\": \"Security\", \"expires\": \"2099-01-01\" } ]");
        repository.Commit("a change that judges itself more mildly");

        var open = Decide();
        Assert.Equal(
            ["gate elicitation-latency: 'elicitation.end_to_end.p99 < 300 ms' was demanded; now it is 'elicitation.end_to_end.p99 < 400 ms'", "build/code-allow.json: file *, rule R, text x is excused until 2099-01-01 and was not excused"],
            open.Governance.Weakenings.Select(one => one.ToString()));
        Assert.Equal([("Security", Approval.WeakerRules)], open.Governance.Missing);
        Assert.Contains("Security has not approved that the change is judged by weaker rules.", open.Rationale);

        repository.Approve("Security", Approval.WeakerRules, Approvals, Profile.Standard);
        var approved = Decide(Approvals);
        Assert.Empty(approved.Governance.Missing);

        // The repository is gone on: what is verified is in the bundle.
        var text = File.ReadAllText(Path.Combine(Results, ArtifactNames.Decision));
        Assert.Contains("\"given\": true", text, StringComparison.Ordinal);
        var (again, differences, _) = new RunVerifier(repository.Run(Options(null))).Verify();
        Assert.Empty(differences);
        Assert.Equal(approved.Rationale, again.Rationale);
    }

    [Fact]
    public void An_approval_of_the_commit_before_is_none_of_this_one()
    {
        repository.Change(SampleRepository.RunbookFile, "elicitation.end_to_end.p99 < 300 ms", "elicitation.end_to_end.p99 < 400 ms");
        repository.Commit("weaker");
        repository.Approve("Security", Approval.WeakerRules, Approvals, Profile.Standard);
        repository.Write("README.md", "more");
        repository.Commit("and then something else");
        Assert.Equal(ApprovalCodes.OtherCommit, Assert.Single(Decide(Approvals).Governance.Given).Code);
    }

    [Fact]
    public void The_release_and_the_checklist_of_full_are_approved_by_the_roles_that_have_a_key()
    {
        repository.Approve("Security", Approval.Release, Approvals, Profile.Full);
        repository.Approve("Product", Approval.Release, Approvals, Profile.Full);
        repository.Approve("Product", Approval.OfItem("training-held"), Approvals, Profile.Full);
        repository.Approve("DevOps", Approval.Release, Approvals, Profile.Full, key: "Product");
        var decision = Decide(Approvals, Profile.Full);
        Assert.Equal(Outcome.NoGo, decision.Outcome);
        Assert.Equal(["DevOps", "Performance"], decision.MissingApprovals);
        Assert.DoesNotContain(decision.Governance.Missing, one => one.Matter == Approval.OfItem("training-held"));
        Assert.Equal(ApprovalCodes.UnknownRole, Assert.Single(decision.Governance.Given, given => !given.Counts).Code);
    }

    [Fact]
    public void What_stands_in_the_folder_and_is_no_approval_is_named_and_not_followed()
    {
        Directory.CreateDirectory(Approvals);
        File.WriteAllText(Path.Combine(Approvals, "empty.json"), "");
        File.WriteAllText(Path.Combine(Approvals, "large.json"), new string('x', 100_000));
        File.WriteAllText(folder["secret"], "not to be copied");
        File.CreateSymbolicLink(Path.Combine(Approvals, "link.json"), folder["secret"]);
        var decision = Decide(Approvals);
        Assert.Equal([ApprovalCodes.NotOne], decision.Governance.Given.Select(given => given.Code).Distinct());
        Assert.Equal(["empty.json", "large.json", "link.json"], decision.Governance.Given.Select(given => given.File));
        Assert.DoesNotContain("not to be copied", File.ReadAllText(Path.Combine(Results, ArtifactNames.Governance)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_none_or_holds_too_much_is_refused()
    {
        Refused("LH5902", () => Decide(folder["nowhere"]));
        Directory.CreateDirectory(Approvals);
        foreach (var number in Enumerable.Range(0, 201))
            File.WriteAllText(Path.Combine(Approvals, $"{number}.json"), "x");
        Refused("LH5903", () => Decide(Approvals));
    }

    [Fact]
    public void Nobody_approves_without_a_role_a_key_a_clean_commit_or_something_to_approve()
    {
        var options = new RunOptions { Role = "Security", SigningKey = repository.KeyOf("Security"), Approvals = Approvals };
        Refused("LH5904", () => Sign(options with { Role = null }));
        Refused("LH5905", () => Sign(options with { SigningKey = null }));
        Refused("LH5907", () => Sign(options with { Matter = Approval.WeakerRules }));
        repository.Write("README.md", "changed and not committed");
        Refused("LH5906", () => Sign(options));
        Assert.False(Directory.Exists(Approvals));
    }

    [Fact]
    public void The_file_of_an_approval_holds_no_part_of_its_private_key()
    {
        var file = repository.Approve("Security", Approval.Release, Approvals, Profile.Full);
        var secret = string.Concat(File.ReadLines(repository.KeyOf("Security")).Where(line => !line.StartsWith('-')));
        Assert.DoesNotContain(secret[..40], File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Equal("security-release-", Path.GetFileName(file)[..17]);
    }

    private string Results => Path.Combine(folder["run"], "week2_results");

    private RunOptions Options(string? approvals, Profile profile = Profile.Standard) => new() { Profile = profile, Approvals = approvals, Artifacts = folder["run"] };

    private string Sign(RunOptions options) => new ApprovalSigner(repository.Settings, repository.Run(options), Serilog.Core.Logger.None).Sign();

    private Decision Decide(string? approvals = null, Profile profile = Profile.Standard) => SyntheticDays.Decide(repository.Run(Options(approvals, profile)));

    private static void Refused(string code, Func<object> act) => Assert.StartsWith(code, Assert.Throws<PipelineException>(() => { act(); }).Message, StringComparison.Ordinal);
}
