using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Decisions;

/// <summary>Says what was weakened and who has not approved, in sentences for the first page.</summary>
internal static class GovernanceText
{
    /// <summary>Everything that a reader must know, whether or not it stands in the way.</summary>
    public static IReadOnlyList<string> Of(Runbook runbook, GovernanceStanding governance, RunIdentity identity) =>
    [
        .. Weakenings(governance, identity.Profile),
        .. governance.Given.Where(given => !given.Counts).Select(given => $"The approval file '{given.File}' does not count: {given.Code}: {given.Reason}."),
        .. governance.Missing.Where(one => one.Matter == Approval.Release).Select(one => $"The approval of {one.Role} is missing."),
        .. Blockers(runbook, governance),
    ];

    /// <summary>What stands in the way beside the approvals of the release.</summary>
    public static IEnumerable<string> Blockers(Runbook runbook, GovernanceStanding governance) =>
        governance.Missing.Where(one => one.Matter != Approval.Release).Select(one => one.Matter == Approval.WeakerRules
            ? $"{one.Role} has not approved that the change is judged by weaker rules."
            : Unattested(runbook, one));

    /// <summary>The item of the checklist that a matter is; null when it is another matter.</summary>
    public static ChecklistItem? ItemOf(Runbook runbook, string matter) => runbook.Decision.Checklist.FirstOrDefault(item => Approval.OfItem(item.Id) == matter);

    private static string Unattested(Runbook runbook, (string Role, string Matter) missing) => ItemOf(runbook, missing.Matter) is { } item
        ? $"{item.Id} ({item.Area.ToString().ToLowerInvariant()}) is not attested by {missing.Role}: {item.Title}"
        : $"{missing.Matter} is not attested by {missing.Role}.";

    private static IEnumerable<string> Weakenings(GovernanceStanding governance, Profile profile)
    {
        foreach (var weakening in governance.Weakenings)
            yield return governance.Base is { } commit
                ? $"Weaker than before the change (commit {Short(commit)}): {weakening}."
                : $"Whether the change is judged by weaker rules is not known: {weakening.Change}.";
        if (governance.Weakenings.Count > 0 && governance.Asked.All(one => one.Matter != Approval.WeakerRules))
            yield return $"Profile {profile.Text()} asks nobody to approve that.";
    }

    private static string Short(string commit) => commit[..Math.Min(12, commit.Length)];
}
