using System.Text;
using Lighthouse.Readiness.Attestations;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Tests.Decisions;

namespace Lighthouse.Readiness.Tests.Governance;

/// <summary>Two roles with a key each, a runbook that asks them, and a commit that they may approve.</summary>
internal sealed class Signers : IDisposable
{
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    public static readonly DateOnly Today = DateOnly.FromDateTime(SampleWeek.Decided.UtcDateTime);

    public SigningKey Security { get; } = SigningKey.MakeOwn();

    public SigningKey Product { get; } = SigningKey.MakeOwn();

    /// <summary>Asks quick for the approval of Security, for an attestation of Product, and Security about weaker rules.</summary>
    public static Runbook Runbook { get; } = SampleWeek.Runbook with
    {
        Decision = SampleWeek.Rules(new Dictionary<Profile, IReadOnlyList<string>> { [Profile.Quick] = ["Security"], [Profile.Standard] = ["Security"] }) with
        {
            WeakeningApprovals = new Dictionary<Profile, IReadOnlyList<string>> { [Profile.Quick] = ["Security"] },
            Checklist = [new ChecklistItem("training-held", ChecklistArea.Operational, "Product", "Those who run it were trained.", [Profile.Quick], new SourceLocation("sample.yaml", 1, 1))],
        },
    };

    public static RunIdentity Identity { get; } = SampleWeek.Identity with { Commit = Commit };

    public static Approval Release { get; } = new("Security", Approval.Release, Commit, SampleWeek.Digest, Profile.Quick, Today, Today.AddDays(30));

    public static Approval Training { get; } = new("Product", Approval.OfItem("training-held"), Commit, SampleWeek.Digest, Profile.Quick, Today, Today.AddDays(30));

    public string File => $"approvers:\n{Entry("Security", Security)}{Entry("Product", Product)}";

    public static string Entry(string role, SigningKey key) => $"  - {{ role: {role}, key: {Line(key)} }}\n";

    public static string Line(SigningKey key) => string.Concat(key.Verification.Pem.Split('\n').Where(line => !line.StartsWith('-')));

    public static ApprovalFile Signed(string name, Approval approval, SigningKey key) => new(name, Encoding.UTF8.GetString(ApprovalStatement.Sign(approval, key)), null);

    /// <summary>A record in which nothing became weaker, with these approvals.</summary>
    public GovernanceRecord Record(params ApprovalFile[] approvals) => new(
        new string('b', 40), null,
        [new GovernedFile(GovernedKind.Runbook, "build/runbook.yaml", null, null), new GovernedFile(GovernedKind.Approvers, "build/approvers.yaml", File, File)], approvals);

    public void Dispose()
    {
        Security.Dispose();
        Product.Dispose();
    }
}
