using Lighthouse.Readiness.Runbooks.Yaml;

namespace Lighthouse.Readiness.Runbooks.Reading;

/// <summary>Reads <c>decision</c>, after the days and the planned gates.</summary>
internal static class DecisionSection
{
    internal static DecisionRules? Read(Node? node, ReadingContext context)
    {
        if (MapReader.Open(node, KeySet.Decision, context.Mistakes) is not { } map)
            return null;
        RequireDay(map, "security_clearance", "security_day", context.Mistakes);
        RequireDay(map, "performance_validation", "performance_day", context.Mistakes);
        return new DecisionRules(
            ReadParts(map, "security_clearance", context), ReadParts(map, "performance_validation", context),
            ReadDay(map, "security_day", context), ReadDay(map, "performance_day", context),
            ReadDay(map, "resilience_day", context), ReadDay(map, "integration_day", context),
            ReadApprovals(map.Find("approvals"), "approvals", context.Mistakes))
        {
            WeakeningApprovals = ReadApprovals(map.Find("weakening"), "weakening", context.Mistakes),
            Checklist = map.Find("checklist") is { IsNothing: false } ? ChecklistSection.Read(map, context) : [],
            ErrorBudget = ErrorBudgetSection.Read(map.Find("error_budget"), context.Mistakes),
        };
    }

    private static string? ReadDay(MapReader decision, string key, ReadingContext context)
    {
        if (decision.Find(key) is null)
            return null;
        var day = decision.Text(key, TextForm.Name);
        context.Days.Require(day, decision.LocationOf(key), RunbookCodes.UnknownDay, $"'{key}'", context.Mistakes);
        return day;
    }

    private static void RequireDay(MapReader decision, string parts, string day, Mistakes mistakes)
    {
        if (decision.Find(parts) is { } given && decision.Find(day) is null)
            mistakes.Add(RunbookCodes.MissingKey, given.Location, $"'{parts}' are parts of a day's criterion; name the day with '{day}'.");
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadParts(MapReader decision, string key, ReadingContext context)
    {
        var parts = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (decision.Find(key) is { IsNothing: true } empty)
        {
            context.Mistakes.Add(RunbookCodes.Empty, empty.Location, $"'{key}' has no part; name at least one, with the gates it rests on.");
            return parts;
        }

        foreach (var (part, gates) in MapReader.OpenNamed(decision.Find(key), $"'{key}'", TextForm.Word, context.Mistakes))
        {
            if (gates.IsNothing)
            {
                context.Mistakes.Add(RunbookCodes.Empty, gates.Location, $"'{part.Text}' rests on no gate; name at least one, planned ones count.");
                continue;
            }

            parts[part.Text] = ReadNames(gates, $"'{part.Text}'", TextForm.Id, context.Mistakes,
                (id, location) => context.Gates.Require(id, location, RunbookCodes.UnknownGate, $"'{part.Text}'", context.Mistakes));
        }

        return parts;
    }

    private static Dictionary<Profile, IReadOnlyList<string>> ReadApprovals(Node? node, string subject, Mistakes mistakes)
    {
        var approvals = new Dictionary<Profile, IReadOnlyList<string>>();
        if (MapReader.Open(node, KeySet.Approvals, mistakes) is not { } map)
            return approvals;
        foreach (var profile in Enum.GetValues<Profile>())
        {
            var word = Words<Profile>.All[(int)profile];
            if (map.Find(word) is { } roles)
                approvals[profile] = ReadNames(roles, $"{subject} in {word}", TextForm.Role, mistakes, static (_, _) => { });
        }

        return approvals;
    }

    private static List<string> ReadNames(Node node, string subject, TextForm form, Mistakes mistakes, Action<string, SourceLocation> check)
    {
        var names = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in mistakes.ReadList(node, subject))
        {
            var name = mistakes.ReadText(item, $"an item of {subject}", form);
            check(name, item.Location);
            if (name.Length > 0 && !seen.Add(name))
                mistakes.Add(RunbookCodes.Repeated, item.Location, $"{subject} names '{name}' twice; keep one.");
            names.Add(name);
        }

        return names;
    }
}
