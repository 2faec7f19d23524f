using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Governance.Comparing;

/// <summary>Finds what a gate demands less than it did.</summary>
internal static class GateComparison
{
    public static IEnumerable<Weakening> Of(Gate before, Gate after) =>
        Ranks(before, after).Concat(Sizes(before, after)).Concat(Criteria(before, after)).Concat(before.Levels.SelectMany(level => Level(level, after))).Select(change => new Weakening($"gate {before.Id}", change));

    private static IEnumerable<string> Ranks(Gate before, Gate after)
    {
        // Severities are listed worst first.
        if (after.Severity > before.Severity)
            yield return $"its severity was {Lower(before.Severity)} and is {Lower(after.Severity)}";
        if (after.Day != before.Day)
            yield return $"it belonged to {before.Day} and belongs to {after.Day}, whose criterion of the decision is another one";
    }

    private static IEnumerable<string> Sizes(Gate before, Gate after)
    {
        foreach (var (profile, sizes) in before.Sizes.OrderBy(one => one.Key))
        {
            if (!after.Sizes.TryGetValue(profile, out var now))
            {
                yield return $"profile {profile.Text()} measured it and does not any more";
                continue;
            }

            foreach (var (name, size) in sizes.ByName.OrderBy(one => one.Key, StringComparer.Ordinal))
            {
                if (!now.ByName.TryGetValue(name, out var smaller))
                    yield return $"its size '{name}' in {profile.Text()} was {size.ToExactString()} and is not set any more";
                else if (smaller.Unit.Dimension != size.Unit.Dimension || smaller.CompareTo(size) is var change && (change < 0 || (change > 0 && IsEitherWay(name, size))))
                    yield return $"its size '{name}' in {profile.Text()} was {size.ToExactString()} and is {smaller.ToExactString()}";
            }
        }
    }

    // More agents or rounds ask for more. A share can do either: 20 % of a core left is a harder fault than 80 %.
    private static bool IsEitherWay(string name, Quantity size) => name == "percent" || size.Unit.Dimension == Dimension.Ratio;

    private static IEnumerable<string> Criteria(Gate before, Gate after)
    {
        foreach (var demand in before.Criteria)
        {
            var same = after.Criteria.Where(one => one.Metric == demand.Metric && one.Statistic == demand.Statistic).ToList();
            // A bound of a lower confidence is no bound at the one that was asked for.
            var asSure = same.Where(one => one.Confidence >= demand.Confidence && one.Threshold.Unit.Dimension == demand.Threshold.Unit.Dimension).Select(Allowed.By).ToList();
            if (asSure.Count > 0 && asSure.Aggregate((one, other) => one.And(other)).IsWithin(Allowed.By(demand)))
                continue;
            yield return same.Count == 0
                ? $"'{demand}' is demanded no more"
                : $"'{demand}' was demanded; now it is '{string.Join("' and '", same)}'";
        }
    }

    private static IEnumerable<string> Level(ServiceLevel before, Gate gate)
    {
        if (gate.Levels.FirstOrDefault(level => level.Id == before.Id) is not { } after)
        {
            yield return $"its level '{before.Id}' was watched and is not any more";
            yield break;
        }

        if (after.IsCeiling != before.IsCeiling || after.Limit.Unit.Dimension != before.Limit.Unit.Dimension
            || (before.IsCeiling ? after.Limit.CompareTo(before.Limit) > 0 : after.Limit.CompareTo(before.Limit) < 0))
            yield return $"its level '{before.Id}' was {Side(before)} and is {Side(after)}";
        if (after.Grace > before.Grace)
            yield return FormattableString.Invariant($"its level '{before.Id}' might be outside for {before.Grace.TotalSeconds} s and may be for {after.Grace.TotalSeconds} s");
        if (after.Severity > before.Severity)
            yield return $"the breach of its level '{before.Id}' was {Lower(before.Severity)} and is {Lower(after.Severity)}";
        if (after.Answer < before.Answer)
            yield return $"the breach of its level '{before.Id}' called for {Lower(before.Answer)} and calls for {Lower(after.Answer)}";
    }

    private static string Side(ServiceLevel level) => $"outside {(level.IsCeiling ? "above" : "below")} {level.Limit.ToExactString()}";

    private static string Lower(Enum word) => word.ToString().ToLowerInvariant();
}
