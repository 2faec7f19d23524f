using System.Text;
using Lighthouse.Readiness.Attestations;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Governance.Approving;
using Lighthouse.Readiness.Runbooks;
using Xunit;
using static Lighthouse.Readiness.Tests.Governance.Signers;

namespace Lighthouse.Readiness.Tests.Governance;

public sealed class ApprovalTests : IDisposable
{
    private static readonly string Digest = new('d', 64);
    private static readonly Approval Weaker = Release with { Matter = Approval.WeakerRules, Weakenings = Digest };
    private readonly Signers signers = new();

    public void Dispose() => signers.Dispose();

    [Fact]
    public void A_signed_approval_that_is_asked_for_counts()
    {
        Assert.All([Signed("a", Release, signers.Security), Signed("b", Training, signers.Product), Signed("c", Weaker, signers.Security)], file =>
        {
            var given = Check(file).Single();
            Assert.True(given.Counts, given.Reason);
        });
    }

    [Theory]
    [InlineData("another commit", ApprovalCodes.OtherCommit)]
    [InlineData("a commit with changes", ApprovalCodes.OtherCommit)]
    [InlineData("another runbook", ApprovalCodes.OtherRunbook)]
    [InlineData("another profile", ApprovalCodes.OtherProfile)]
    [InlineData("expired yesterday", ApprovalCodes.OtherTime)]
    [InlineData("signed tomorrow", ApprovalCodes.OtherTime)]
    [InlineData("valid too long", ApprovalCodes.OtherTime)]
    [InlineData("a role without a key", ApprovalCodes.UnknownRole)]
    [InlineData("a role that is not asked", ApprovalCodes.NotAsked)]
    [InlineData("a matter that is not asked", ApprovalCodes.NotAsked)]
    [InlineData("a release that names a list", ApprovalCodes.OtherWeakenings)]
    [InlineData("another list of weaker rules", ApprovalCodes.OtherWeakenings)]
    [InlineData("no list of weaker rules", ApprovalCodes.OtherWeakenings)]
    public void What_does_not_fit_this_decision_is_refused_by_its_code(string what, string code)
    {
        var (approval, key) = what switch
        {
            "another commit" => (Release with { Commit = new string('a', 40) }, signers.Security),
            "a commit with changes" => (Release with { Commit = Commit + "-dirty" }, signers.Security),
            "another runbook" => (Release with { RunbookDigest = new string('e', 64) }, signers.Security),
            "another profile" => (Release with { Profile = Profile.Full }, signers.Security),
            "expired yesterday" => (Release with { On = Today.AddDays(-10), Expires = Today.AddDays(-1) }, signers.Security),
            "signed tomorrow" => (Release with { On = Today.AddDays(1) }, signers.Security),
            "valid too long" => (Release with { Expires = Today.AddDays(Approval.LongestDays + 1) }, signers.Security),
            "a role without a key" => (Release with { Role = "Catering" }, signers.Security),
            "a role that is not asked" => (Release with { Role = "Product" }, signers.Product),
            "a matter that is not asked" => (Release with { Matter = Approval.OfItem("lunch-held") }, signers.Security),
            "a release that names a list" => (Release with { Weakenings = Digest }, signers.Security),
            "another list of weaker rules" => (Weaker with { Weakenings = new string('c', 64) }, signers.Security),
            _ => (Weaker with { Weakenings = null }, signers.Security),
        };
        Refused(code, Signed("a.json", approval, key));
    }

    [Fact]
    public void The_last_day_and_the_longest_time_still_count() => Assert.All(
        [Release with { On = Today.AddDays(-9), Expires = Today }, Release with { Expires = Today.AddDays(Approval.LongestDays) }],
        approval => Assert.True(Check(Signed("a", approval, signers.Security)).Single().Counts));

    [Fact]
    public void A_commit_with_changes_beside_it_cannot_be_approved_even_when_it_is_decided_on()
    {
        var dirty = Commit + "-dirty";
        var given = Check(Identity with { Commit = dirty }, [Signed("a", Release with { Commit = dirty }, signers.Security)]).Single();
        Assert.Equal(ApprovalCodes.OtherCommit, given.Code);
    }

    [Fact]
    public void Another_roles_key_is_refused_as_is_one_that_nobody_trusts()
    {
        Refused(ApprovalCodes.OtherKey, Signed("a.json", Release, signers.Product));
        using var stranger = SigningKey.MakeOwn();
        Refused(ApprovalCodes.OtherKey, Signed("a.json", Release, stranger));
    }

    [Fact]
    public void The_same_approval_twice_counts_once()
    {
        var given = Check(Signed("a", Release, signers.Security), Signed("b", Release, signers.Security));
        Assert.Equal([null, ApprovalCodes.Twice], given.Select(one => one.Code));
    }

    [Fact]
    public void A_file_that_could_not_be_read_is_refused_and_says_why()
    {
        var given = Check(new ApprovalFile("a", null, "it is a link")).Single();
        Assert.Equal(ApprovalCodes.NotOne, given.Code);
        Assert.EndsWith("it is a link", given.Reason);
    }

    [Theory]
    [InlineData("\"role\": \"Security\"", "\"role\": \"Security\",\n    \"role\": \"Security\"")]
    [InlineData("\"role\": \"Security\"", "\"role\": \"Security\",\n    \"more\": 1")]
    [InlineData("\"role\": \"Security\"", "\"role\": null")]
    [InlineData("\"profile\": \"quick\"", "\"profile\": \"slow\"")]
    [InlineData("\"matter\": \"release\",", "")]
    [InlineData("\"name\": \"commit\"", "\"name\": \"runbook\"")]
    [InlineData("in-toto.io/Statement/v1", "in-toto.io/Statement/v2")]
    [InlineData("urn:lighthouse:approval:v1", "urn:lighthouse:approval:v2")]
    [InlineData("  \"predicate\": {", "  \"predicate\":  {")]
    [InlineData("2026", "26")]
    public void A_signed_text_that_is_no_approval_as_this_library_writes_it_is_refused(string old, string changed)
    {
        var payload = Encoding.UTF8.GetString(DsseEnvelope.Read(ApprovalStatement.Sign(Release, signers.Security), "a").Payload);
        Assert.Contains(old, payload, StringComparison.Ordinal);
        var signed = DsseEnvelope.Sign(Encoding.UTF8.GetBytes(payload.Replace(old, changed, StringComparison.Ordinal)), signers.Security);
        Refused(ApprovalCodes.NotOne, new ApprovalFile("a.json", Encoding.UTF8.GetString(signed.ToBytes()), null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1")]
    public void Nonsense_is_refused(string text) => Refused(ApprovalCodes.NotOne, new ApprovalFile("a.json", text, null));

    [Fact]
    public void A_null_statement_is_refused() =>
        Refused(ApprovalCodes.NotOne, new ApprovalFile("a.json", Encoding.UTF8.GetString(DsseEnvelope.Sign("null"u8.ToArray(), signers.Security).ToBytes()), null));

    [Fact]
    public void Every_changed_letter_of_an_approval_is_refused()
    {
        var file = Signed("a.json", Release, signers.Security);
        for (var at = 0; at < file.Text!.Length; at++)
        {
            var letter = file.Text[at] == 'x' ? 'y' : 'x';
            var given = Check(file with { Text = file.Text[..at] + letter + file.Text[(at + 1)..] }).Single();
            Assert.False(given.Counts, $"letter {at}");
        }
    }

    private void Refused(string code, ApprovalFile file)
    {
        var given = Check(file).Single();
        Assert.False(given.Counts);
        Assert.Equal(code, given.Code);
        Assert.False(string.IsNullOrEmpty(given.Reason));
    }

    private IReadOnlyList<GivenApproval> Check(params ApprovalFile[] files) => Check(Identity, files);

    private IReadOnlyList<GivenApproval> Check(RunIdentity identity, ApprovalFile[] files)
    {
        var trusted = ApproversReader.Read(Encoding.UTF8.GetBytes(signers.File), "approvers.yaml");
        (string, string)[] asked = [("Security", Approval.Release), ("Security", Approval.WeakerRules), ("Product", Approval.OfItem("training-held"))];
        return new ApprovalCheck(identity, asked, _ => trusted, Digest, Today).Of(files);
    }
}
