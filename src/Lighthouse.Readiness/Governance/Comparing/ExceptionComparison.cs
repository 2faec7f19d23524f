using System.Globalization;
using System.Text;
using System.Text.Json;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Waivers;

namespace Lighthouse.Readiness.Governance.Comparing;

/// <summary>Finds what is excused that was not: waivers, entries of the scanners' lists, and keys that were not trusted.</summary>
internal static class ExceptionComparison
{
    // What an entry excuses is said by its other members; these say who answers for it and until when.
    private static readonly string[] NotIdentity = ["reason", "owner", "expires"];

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, MaxDepth = 8 };

    /// <exception cref="RunbookException">One of the texts is no waiver file.</exception>
    public static IEnumerable<Weakening> Waivers(GovernedFile file, Runbook before, Runbook after)
    {
        var known = file.Before is null ? WaiverFile.None : WaiverReader.Read(Encoding.UTF8.GetBytes(file.Before), file.Path, before);
        var now = file.After is null ? WaiverFile.None : WaiverReader.Read(Encoding.UTF8.GetBytes(file.After), file.Path, after);
        return from waiver in now.Waivers
               let was = known.Waivers.FirstOrDefault(one => one.Gate == waiver.Gate && one.Finding == waiver.Finding)
               where was is null || waiver.Expires > was.Expires
               select new Weakening(
                   $"waiver of {waiver.Finding}",
                   was is null ? $"a finding of {waiver.Gate} is borne until {waiver.Expires:yyyy-MM-dd} that was not borne" : $"it ended on {was.Expires:yyyy-MM-dd} and ends on {waiver.Expires:yyyy-MM-dd}");
    }

    /// <exception cref="JsonException">One of the texts is no list of entries.</exception>
    public static IEnumerable<Weakening> Entries(GovernedFile file)
    {
        var known = Read(file.Before).GroupBy(entry => entry.What).ToDictionary(group => group.Key, group => group.Max(entry => entry.Expires));
        return from entry in Read(file.After)
               let was = known.TryGetValue(entry.What, out var ended) ? ended : (DateOnly?)null
               where was is null || entry.Expires > was
               select new Weakening(
                   file.Path,
                   was is null ? $"{entry.What} is excused until {entry.Expires:yyyy-MM-dd} and was not excused" : $"{entry.What} was excused until {was:yyyy-MM-dd} and is until {entry.Expires:yyyy-MM-dd}");
    }

    public static IEnumerable<Weakening> Keys(GovernedFile file, Approvers before, Approvers after) =>
        from one in after.Keys
        where !before.Keys.Any(known => known.Role == one.Role && known.Key.Id == one.Key.Id)
        select new Weakening(file.Path, $"key {one.Key.Id[..16]} is trusted for {one.Role} and was not");

    private static IReadOnlyList<(string What, DateOnly Expires)> Read(string? text)
    {
        if (text is null)
            return [];
        using var document = JsonDocument.Parse(text, Lenient);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("entries", out var entries) || entries.ValueKind != JsonValueKind.Array)
            throw new JsonException("it has no list 'entries'");
        return [.. entries.EnumerateArray().Select(Entry)];
    }

    private static (string What, DateOnly Expires) Entry(JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object)
            throw new JsonException("an entry is no object");
        var identity = entry.EnumerateObject().Where(member => !NotIdentity.Contains(member.Name)).OrderBy(member => member.Name, StringComparer.Ordinal)
            .Select(member => $"{member.Name} {member.Value}");
        var expires = entry.TryGetProperty("expires", out var day) && day.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(day.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : DateOnly.MaxValue;
        return (string.Join(", ", identity), expires);
    }
}
