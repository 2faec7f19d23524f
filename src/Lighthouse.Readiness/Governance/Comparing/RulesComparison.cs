using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Governance.Comparing;

/// <summary>Finds what the rules of the decision demand less than they did.</summary>
internal static class RulesComparison
{
    public static IEnumerable<Weakening> Of(DecisionRules before, DecisionRules after) =>
    [
        .. Parts("security_clearance", before.SecurityClearance, after.SecurityClearance),
        .. Parts("performance_validation", before.PerformanceValidation, after.PerformanceValidation),
        .. Day("security_day", before.SecurityDay, after.SecurityDay),
        .. Day("performance_day", before.PerformanceDay, after.PerformanceDay),
        .. Day("resilience_day", before.ResilienceDay, after.ResilienceDay),
        .. Day("integration_day", before.IntegrationDay, after.IntegrationDay),
        .. Roles("approvals", before.Approvals, after.Approvals),
        .. Roles("weakening", before.WeakeningApprovals, after.WeakeningApprovals),
        .. before.Checklist.SelectMany(item => Item(item, after.Checklist.FirstOrDefault(one => one.Id == item.Id))),
        .. Budget(before.ErrorBudget, after.ErrorBudget),
    ];

    private static IEnumerable<Weakening> Parts(
        string criterion, IReadOnlyDictionary<string, IReadOnlyList<string>> before, IReadOnlyDictionary<string, IReadOnlyList<string>> after) =>
        from part in before.OrderBy(one => one.Key, StringComparer.Ordinal)
        from gate in part.Value.Except(after.GetValueOrDefault(part.Key) ?? [])
        select new Weakening(criterion, $"{part.Key} rested on {gate} and does not any more");

    private static IEnumerable<Weakening> Day(string rule, string? before, string? after)
    {
        if (before is not null && before != after)
            yield return new Weakening(rule, after is null ? $"it was {before} and is not asked for any more" : $"it was {before} and is {after}");
    }

    private static IEnumerable<Weakening> Roles(
        string rule, IReadOnlyDictionary<Profile, IReadOnlyList<string>> before, IReadOnlyDictionary<Profile, IReadOnlyList<string>> after) =>
        from profile in before.OrderBy(one => one.Key)
        from role in profile.Value.Except(after.GetValueOrDefault(profile.Key) ?? [])
        select new Weakening(rule, $"profile {profile.Key.Text()} needed the approval of {role} and does not any more");

    private static IEnumerable<Weakening> Item(ChecklistItem before, ChecklistItem? after)
    {
        foreach (var profile in before.Profiles.Except(after?.Profiles ?? []).Order())
            yield return new Weakening("checklist", $"{before.Id} was demanded in profile {profile.Text()} and is not any more");
        if (after is not null && after.Role != before.Role)
            yield return new Weakening("checklist", $"{before.Id} was attested by {before.Role} and is by {after.Role}");
    }

    private static IEnumerable<Weakening> Budget(ErrorBudget? before, ErrorBudget? after)
    {
        if (before is null)
            yield break;
        if (after is null)
            yield return new Weakening("error_budget", "it is gone");
        if (after?.Refused > before.Refused)
            yield return new Weakening("error_budget", $"a healthy release could be refused in {Percent(before.Refused)} of runs, now in {Percent(after.Refused)}");
        if (after?.Missed > before.Missed)
            yield return new Weakening("error_budget", $"a defect could be missed in {Percent(before.Missed)} of runs, now in {Percent(after.Missed)}");
    }

    private static string Percent(double share) => FormattableString.Invariant($"{share * 100:0.####} %");
}
