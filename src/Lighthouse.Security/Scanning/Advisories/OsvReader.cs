using System.Text.Json;

namespace Lighthouse.Security.Scanning.Advisories;

/// <summary>Reads an advisory in the format of osv.dev.</summary>
internal static class OsvReader
{
    /// <summary>The advisory; null when it was withdrawn.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static Advisory? Read(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 32 });
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || Text(root, "id") is not { Length: > 0 } id)
            throw new JsonException("an advisory must have an 'id'");
        if (Text(root, "withdrawn") is { Length: > 0 })
            return null;
        var affected = List(root, "affected").Select(one => ReadAffected(one)).ToList();
        if (affected.Count == 0)
            throw new JsonException("an advisory must have 'affected' packages");
        return new Advisory(id, [.. Strings(root, "aliases"), .. Strings(Member(root, "database_specific"), "cwe_ids")], Text(root, "summary") ?? id, SeverityOf(root), affected);
    }

    private static AffectedPackage ReadAffected(JsonElement affected)
    {
        var package = Member(affected, "package");
        if (Text(package, "ecosystem") is not { } ecosystem || Text(package, "name") is not { } name)
            throw new JsonException("an affected package must have an 'ecosystem' and a 'name'");
        // A range of commits says nothing of a published version.
        var ranges = List(affected, "ranges").Where(range => Text(range, "type") is "SEMVER" or "ECOSYSTEM").Select(ReadRange).ToList();
        return new AffectedPackage(ecosystem, name, ranges, [.. Strings(affected, "versions")], []);
    }

    private static IReadOnlyList<RangeEvent> ReadRange(JsonElement range)
    {
        var events = new List<RangeEvent>();
        foreach (var one in List(range, "events"))
        {
            if (Text(one, "introduced") is { } introduced)
                events.Add(new RangeEvent(RangeEventKind.Introduced, introduced));
            else if (Text(one, "fixed") is { } repaired)
                events.Add(new RangeEvent(RangeEventKind.Fixed, repaired));
            else if (Text(one, "last_affected") is { } last)
                events.Add(new RangeEvent(RangeEventKind.LastAffected, last));
        }

        return events.Exists(one => one.Kind == RangeEventKind.Introduced) ? events : throw new JsonException("a range must have an event 'introduced'");
    }

    // The database's own word first, then the score of a vector. What nobody rated counts as high.
    private static Severity SeverityOf(JsonElement root)
    {
        if (Word(Text(Member(root, "database_specific"), "severity")) is { } word)
            return word;
        var scores = List(root, "severity").Concat(List(root, "affected").SelectMany(one => List(one, "severity")))
            .Select(one => CvssVector.BaseScore(Text(one, "score") ?? "")).OfType<double>().ToList();
        return scores.Count == 0 ? Severity.High : scores.Max() switch { >= 9 => Severity.Critical, >= 7 => Severity.High, >= 4 => Severity.Medium, _ => Severity.Low };
    }

    private static Severity? Word(string? word) => word?.ToUpperInvariant() switch
    {
        "CRITICAL" => Severity.Critical,
        "HIGH" or "IMPORTANT" => Severity.High,
        "MODERATE" or "MEDIUM" => Severity.Medium,
        "LOW" => Severity.Low,
        _ => null,
    };

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static IEnumerable<JsonElement> List(JsonElement element, string name) =>
        Member(element, name) switch
        {
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
            { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => [],
            _ => throw new JsonException($"'{name}' must be a list"),
        };

    private static IEnumerable<string> Strings(JsonElement element, string name) =>
        List(element, name).Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!);
}
