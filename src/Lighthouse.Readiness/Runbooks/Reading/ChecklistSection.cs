using Lighthouse.Readiness.Runbooks.Yaml;

namespace Lighthouse.Readiness.Runbooks.Reading;

/// <summary>Reads the <c>checklist</c> of the decision.</summary>
internal static class ChecklistSection
{
    internal static IReadOnlyList<ChecklistItem> Read(MapReader decision, ReadingContext context) =>
        [.. decision.List("checklist").Select(node => ReadItem(node, context)).OfType<ChecklistItem>()];

    private static ChecklistItem? ReadItem(Node node, ReadingContext context)
    {
        if (MapReader.Open(node, KeySet.ChecklistItem, context.Mistakes) is not { } map)
            return null;
        var id = map.Text("id", TextForm.Id);
        context.Checklist.Take(id, map.LocationOf("id"), context.Mistakes);
        return new ChecklistItem(
            id, map.Word<ChecklistArea>("area"), map.Text("role", TextForm.Role), map.Text("title", TextForm.Sentence), ReadProfiles(map, id, context.Mistakes), map.Location);
    }

    private static List<Profile> ReadProfiles(MapReader item, string id, Mistakes mistakes)
    {
        var profiles = item.List("profiles").Select(node => mistakes.ReadWord<Profile>(node, $"a profile of '{id}'")).ToList();
        if (profiles.Count == 0)
            mistakes.Add(RunbookCodes.Empty, item.LocationOf("profiles"), $"'{Shown.Short(id)}' is asked for in no profile; name at least one of {string.Join(", ", Words<Profile>.All)}, or remove it.");
        if (profiles.Distinct().Count() < profiles.Count)
            mistakes.Add(RunbookCodes.Repeated, item.LocationOf("profiles"), $"'{Shown.Short(id)}' names a profile twice; keep one.");
        return profiles;
    }
}
