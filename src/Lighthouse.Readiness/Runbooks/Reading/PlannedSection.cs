using Lighthouse.Readiness.Runbooks.Yaml;

namespace Lighthouse.Readiness.Runbooks.Reading;

/// <summary>Reads <c>planned</c>, after the days.</summary>
internal static class PlannedSection
{
    internal static IReadOnlyList<PlannedGate> Read(MapReader runbook, ReadingContext context) =>
        [.. runbook.List("planned").Select(node => ReadGate(node, context)).OfType<PlannedGate>()];

    private static PlannedGate? ReadGate(Node node, ReadingContext context)
    {
        if (MapReader.Open(node, KeySet.Planned, context.Mistakes) is not { } map)
            return null;
        var id = map.Text("id", TextForm.Id);
        context.Gates.Take(id, map.LocationOf("id"), context.Mistakes);
        var day = map.Text("day", TextForm.Name);
        context.Days.Require(day, map.LocationOf("day"), RunbookCodes.UnknownDay, $"planned gate '{id}'", context.Mistakes);
        return new PlannedGate(id, day, map.Text("title", TextForm.Sentence), map.Location);
    }
}
