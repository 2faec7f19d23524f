using Lighthouse.Readiness.Runbooks.Yaml;

namespace Lighthouse.Readiness.Runbooks.Reading;

/// <summary>Reads one gate of a day.</summary>
internal static class GateSection
{
    internal static Gate? Read(Node node, string day, ReadingContext context)
    {
        if (MapReader.Open(node, KeySet.Gate, context.Mistakes) is not { } map)
            return null;
        var id = map.Text("id", TextForm.Id);
        context.Gates.Take(id, map.LocationOf("id"), context.Mistakes);
        return new Gate(
            id, day, map.Text("title", TextForm.Sentence), map.Word<Severity>("severity"), map.Text("owner", TextForm.Role),
            map.Text("remedy", TextForm.Paragraph), SizesSection.Read(map, id, context.Mistakes), ReadCriteria(map, id, context), map.Location)
        {
            Levels = LevelsSection.Read(map, id, context.Mistakes),
            Sources = SourcesSection.Read(map, context),
        };
    }

    private static List<Criterion> ReadCriteria(MapReader gate, string id, ReadingContext context)
    {
        if (gate.Find("criteria") is { IsNothing: true } nothing)
        {
            context.Mistakes.Add(RunbookCodes.GateWithoutCriteria, nothing.Location, $"gate '{id}' has no criteria; a gate without one can never pass, add one such as 'auth_bypass.accepted == 0'.");
            return [];
        }

        var criteria = new List<Criterion>();
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in gate.List("criteria"))
        {
            if (ReadCriterion(node, context) is not { } criterion)
                continue;
            if (!said.Add(criterion.ToString()))
                context.Mistakes.Add(RunbookCodes.DuplicateCriterion, node.Location, $"gate '{id}' says '{Shown.Short(criterion.Text)}' already; keep one.");
            criteria.Add(criterion);
        }

        return criteria;
    }

    private static Criterion? ReadCriterion(Node node, ReadingContext context)
    {
        var text = context.Mistakes.ReadText(node, "a criterion", TextForm.Criterion);
        return text.Length == 0 ? null : new CriterionParser(context.Metrics, context.Mistakes).Parse(text, node.Location);
    }
}
