using System.Security.Cryptography;
using System.Text;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Governance.Approving;
using Lighthouse.Readiness.Governance.Comparing;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Governance;

/// <summary>How a decision is governed: who approved, what persons attested, and whether the change made weaker what it is judged by.</summary>
/// <param name="Base">The commit that the change was compared with; null when there was none.</param>
/// <param name="ApproversDigest">SHA-256 of the file of trusted keys; null when there is none.</param>
/// <param name="Weakenings">What became weaker.</param>
/// <param name="WeakeningsDigest">SHA-256 of that list; who approves it names it.</param>
/// <param name="Given">Every approval file, also those that do not count.</param>
/// <param name="Asked">Which role is asked for which matter.</param>
public sealed record GovernanceStanding(
    string? Base, string? ApproversDigest, IReadOnlyList<Weakening> Weakenings, string WeakeningsDigest, IReadOnlyList<GivenApproval> Given,
    IReadOnlyList<(string Role, string Matter)> Asked)
{
    /// <summary>Nothing was asked and nothing became weaker.</summary>
    public static GovernanceStanding Untouched { get; } = new(null, null, [], Digest([]), [], []);

    /// <summary>What is asked for and was not given.</summary>
    public IEnumerable<(string Role, string Matter)> Missing => Asked.Where(one => Approved(one.Role, one.Matter) is null);

    /// <summary>The approval that counts; null when there is none.</summary>
    public GivenApproval? Approved(string role, string matter) => Given.FirstOrDefault(given => given.Counts && given.Approval!.Role == role && given.Approval.Matter == matter);

    /// <summary>The same, with everything that the runbook asks for in a profile asked for as well: no standing can leave out what is demanded.</summary>
    internal GovernanceStanding AskedBy(Runbook runbook, Profile profile) =>
        this with { Asked = [.. AskedIn(runbook, null, profile, Weakenings.Count > 0).Union(Asked)] };

    /// <summary>Judges a record. Pure.</summary>
    /// <param name="runbook">The runbook that is decided by.</param>
    /// <param name="identity">The run that is decided on.</param>
    /// <param name="record">What was found.</param>
    /// <param name="at">The time of the decision.</param>
    public static GovernanceStanding Of(Runbook runbook, RunIdentity identity, GovernanceRecord record, DateTimeOffset at)
    {
        var before = RuleComparison.Before(record);
        var weakenings = RuleComparison.Of(record, runbook, before);
        var digest = Digest(weakenings);
        var asked = AskedIn(runbook, before, identity.Profile, weakenings.Count > 0);
        var file = record.Of(GovernedKind.Approvers).FirstOrDefault();
        var check = new ApprovalCheck(identity, asked, matter => Trusted(file, matter), digest, DateOnly.FromDateTime(at.UtcDateTime));
        return new GovernanceStanding(record.Base, file?.After is { } text ? Sha256(text) : null, weakenings, digest, check.Of(record.Approvals), asked);
    }

    private static List<(string Role, string Matter)> AskedIn(Runbook runbook, Runbook? before, Profile profile, bool isWeaker)
    {
        var asked = runbook.Decision.Approvals.GetValueOrDefault(profile, []).Select(role => (role, Approval.Release)).ToList();
        asked.AddRange(runbook.Decision.Checklist.Where(item => item.Profiles.Contains(profile)).Select(item => (item.Role, Approval.OfItem(item.Id))));
        // A change cannot take away who has to agree to it.
        if (isWeaker)
            asked.AddRange(Weakening(runbook, profile).Union(Weakening(before, profile)).Select(role => (role, Approval.WeakerRules)));
        return asked;
    }

    private static IReadOnlyList<string> Weakening(Runbook? runbook, Profile profile) => runbook?.Decision.WeakeningApprovals.GetValueOrDefault(profile) ?? [];

    // Nor can it bring the key that agrees to it: that must have been trusted before, where anybody was.
    private static Approvers Trusted(GovernedFile? file, string matter)
    {
        try
        {
            return RuleComparison.Approvers(matter == Approval.WeakerRules ? file?.Before ?? file?.After : file?.After, file?.Path ?? "");
        }
        catch (RunbookException)
        {
            return Approvers.Nobody;
        }
    }

    private static string Digest(IReadOnlyList<Weakening> weakenings) => Sha256(string.Concat(weakenings.Select(one => $"{one.Subject.Length} {one.Subject} {one.Change.Length} {one.Change} ")));

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
