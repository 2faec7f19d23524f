using System.Text;
using System.Text.Json;
using Lighthouse.Readiness.Attestations;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Evidence;

namespace Lighthouse.Readiness.Governance.Approving;

/// <summary>Says of each approval file whether it counts. Everything in it is refused that does not fit this one decision.</summary>
/// <param name="identity">The run that is decided on.</param>
/// <param name="asked">Which role is asked for which matter.</param>
/// <param name="trusted">The keys that are trusted for a matter.</param>
/// <param name="weakenings">Digest of the list of weakened rules.</param>
/// <param name="today">The day of the decision, UTC.</param>
internal sealed class ApprovalCheck(
    RunIdentity identity, IReadOnlyCollection<(string Role, string Matter)> asked, Func<string, Approvers> trusted, string weakenings, DateOnly today)
{
    private readonly HashSet<Approval> seen = [];

    public IReadOnlyList<GivenApproval> Of(IEnumerable<ApprovalFile> files) => [.. files.OrderBy(file => file.Name, StringComparer.Ordinal).Select(Of)];

    private GivenApproval Of(ApprovalFile file)
    {
        if (file.Text is not { } text)
            return new GivenApproval(file.Name, null, ApprovalCodes.NotOne, $"it is no approval: {file.Problem}");
        try
        {
            var envelope = DsseEnvelope.Read(Encoding.UTF8.GetBytes(text), file.Name);
            var approval = ApprovalStatement.Read(envelope.Payload);
            var refusal = Signature(envelope, approval) ?? Subject(approval) ?? Time(approval) ?? Matter(approval);
            return new GivenApproval(file.Name, approval, refusal?.Code, refusal?.Reason);
        }
        catch (Exception odd) when (odd is AttestationException or JsonException or ArgumentException)
        {
            return new GivenApproval(file.Name, null, ApprovalCodes.NotOne, $"it is no approval: {odd.Message}");
        }
    }

    private (string Code, string Reason)? Signature(DsseEnvelope envelope, Approval approval)
    {
        var keys = trusted(approval.Matter).Of(approval.Role).ToList();
        if (keys.Count == 0)
            return (ApprovalCodes.UnknownRole, $"no key is trusted for the role {approval.Role}");
        return keys.Any(key => IsBy(envelope, key))
            ? null
            : (ApprovalCodes.OtherKey, $"it is not signed by a key that is trusted for {approval.Role}");
    }

    private static bool IsBy(DsseEnvelope envelope, VerificationKey key)
    {
        try
        {
            envelope.Require(key, "");
            return true;
        }
        catch (AttestationException)
        {
            return false;
        }
    }

    private (string Code, string Reason)? Subject(Approval approval)
    {
        // A commit with changes beside it has no name: whoever approved it approved something else.
        if (approval.Commit != identity.Commit || !approval.Commit.All(char.IsAsciiHexDigitLower) || approval.Commit.Length is not (40 or 64))
            return (ApprovalCodes.OtherCommit, $"it is of commit {approval.Commit}; {identity.Commit} is decided on");
        if (approval.RunbookDigest != identity.RunbookDigest)
            return (ApprovalCodes.OtherRunbook, $"it is of runbook {approval.RunbookDigest}; {identity.RunbookDigest} is decided by");
        return approval.Profile == identity.Profile
            ? null
            : (ApprovalCodes.OtherProfile, $"it is of profile {approval.Profile.Text()}; {identity.Profile.Text()} is decided on");
    }

    private (string Code, string Reason)? Time(Approval approval)
    {
        if (approval.On > today)
            return (ApprovalCodes.OtherTime, $"it is of {approval.On:yyyy-MM-dd}, which is later than the decision");
        if (approval.Expires < today)
            return (ApprovalCodes.OtherTime, $"it expired on {approval.Expires:yyyy-MM-dd}");
        return approval.Expires.DayNumber - approval.On.DayNumber <= Approval.LongestDays
            ? null
            : (ApprovalCodes.OtherTime, $"it would count for {approval.Expires.DayNumber - approval.On.DayNumber} days; at most {Approval.LongestDays} are allowed");
    }

    private (string Code, string Reason)? Matter(Approval approval)
    {
        if (!asked.Contains((approval.Role, approval.Matter)))
            return (ApprovalCodes.NotAsked, $"nobody asks {approval.Role} for '{approval.Matter}' in this profile");
        if (approval.Weakenings != (approval.Matter == Approval.WeakerRules ? weakenings : null))
            return (ApprovalCodes.OtherWeakenings, "the list of weakened rules that it approves is not the one that there is");
        return seen.Add(approval) ? null : (ApprovalCodes.Twice, "it says what another one says already");
    }
}
