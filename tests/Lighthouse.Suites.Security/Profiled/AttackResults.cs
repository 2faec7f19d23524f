using Lighthouse.Readiness.Runbooks;
using Lighthouse.Security;

namespace Lighthouse.Suites.Security.Profiled;

/// <summary>Several attacks of one gate as one result.</summary>
internal static class AttackResults
{
    /// <summary>Records a result; skips the test, which makes its gate NotRun, when nothing applied.</summary>
    public static void Record(Day day, ProfiledTarget target, string gate, string metric, AttackResult result)
    {
        Assert.SkipWhen(result.NotApplicable is not null, $"the attack does not apply to this target: {result.NotApplicable}");
        if (result.Accepted == 0 && Asked(day, gate, metric) is { } asked && result.Attempts < asked)
            Assert.Skip($"nothing got through, but the profile allows only {result.Attempts} attempts, and the runbook asks for {asked:0}; name more operations or owned resources");
        Attacks.Report(day, gate, result);
        day.Evidence.Record(new Measure(gate, $"{Attacks.How(result)} {target.LeftOut}".TrimEnd()).Count(metric, result.Accepted, result.Attempts, Attacks.DoubtsOf(result)));
    }

    /// <summary>How many attempts the runbook asks for; null where it asks for none.</summary>
    public static double? Asked(Day day, string gate, string metric) => day.Runbook.FindGate(gate)?.Criteria
        .Where(criterion => criterion.Metric == metric && criterion.Statistic.Kind == StatisticKind.Samples)
        .Select(criterion => (double?)criterion.Threshold.Value)
        .FirstOrDefault();

    /// <summary>Puts results together. One that did not apply counts for nothing, unless none applied.</summary>
    public static AttackResult Together(IReadOnlyList<AttackResult> results, string reasonIfNone)
    {
        var applied = results.Where(result => result.NotApplicable is null).ToList();
        return applied.Count == 0
            ? AttackResult.DoesNotApply(results.Count == 0 ? reasonIfNone : string.Join(" ", results.Select(result => result.NotApplicable)))
            : new AttackResult
            {
                Groups = [.. applied.SelectMany(result => result.Groups)],
                Findings = [.. applied.SelectMany(result => result.Findings)],
                Controls = [.. applied.SelectMany(result => result.Controls)],
            };
    }
}
