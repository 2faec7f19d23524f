using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks.Yaml;

namespace Lighthouse.Readiness.Runbooks.Reading;

/// <summary>Reads keys with values by a <see cref="KeySet"/>: unknown, missing and repeated keys are noted when it is made.</summary>
internal sealed class MapReader
{
    private readonly Dictionary<string, MapEntry> entries;
    private readonly Mistakes mistakes;
    private readonly string subject;

    private MapReader(MapNode map, string subject, Mistakes mistakes)
    {
        (this.mistakes, this.subject, Location) = (mistakes, subject, map.Location);
        entries = Distinct(map, subject, mistakes).ToDictionary(entry => entry.Key.Text, StringComparer.Ordinal);
    }

    /// <summary>Where the first key stands.</summary>
    internal SourceLocation Location { get; }

    /// <summary>Opens keys with values; null, and a mistake noted, when the node is something else.</summary>
    internal static MapReader? Open(Node? node, KeySet keys, Mistakes mistakes)
    {
        if (OpenMap(node, keys.Subject, mistakes) is not { } map)
            return null;
        var reader = new MapReader(map, keys.Subject, mistakes);
        reader.RefuseUnknown(keys);
        foreach (var key in keys.Required.Where(key => !reader.entries.ContainsKey(key)))
            mistakes.Add(RunbookCodes.MissingKey, map.Location, $"{keys.Subject} needs the key '{key}'; add it.");
        return reader;
    }

    /// <summary>The entries of keys that the author names; repeated ones are noted and left out.</summary>
    internal static IReadOnlyList<MapEntry> OpenNamed(Node? node, string subject, TextForm form, Mistakes mistakes)
    {
        if (OpenMap(node, subject, mistakes) is not { } map)
            return [];
        return [.. Distinct(map, subject, mistakes).Where(entry => mistakes.ReadText(entry.Key, $"a name in {subject}", form).Length > 0)];
    }

    /// <summary>The value of a key; null when the key is missing (noted already, where it is required).</summary>
    internal Node? Find(string key) => entries.GetValueOrDefault(key)?.Value;

    /// <summary>Where the value of a key stands; the whole when it is missing.</summary>
    internal SourceLocation LocationOf(string key) => Find(key)?.Location ?? Location;

    internal string Text(string key, TextForm form) => Find(key) is { } node ? mistakes.ReadText(node, $"'{key}' of {subject}", form) : "";

    internal T Word<T>(string key)
        where T : struct, Enum => Find(key) is { } node ? mistakes.ReadWord<T>(node, $"'{key}' of {subject}") : default;

    internal Quantity? Quantity(string key) => Find(key) is { } node ? mistakes.ReadQuantity(node, $"'{key}' of {subject}") : null;

    internal IReadOnlyList<Node> List(string key) => mistakes.ReadList(Find(key), $"'{key}' of {subject}");

    private static MapNode? OpenMap(Node? node, string subject, Mistakes mistakes)
    {
        if (node is not (null or MapNode))
            mistakes.Add(RunbookCodes.WrongType, node.Location, $"{subject} must be keys with values ('key: value'), not {node.Kind}.");
        return node as MapNode;
    }

    private static IEnumerable<MapEntry> Distinct(MapNode map, string subject, Mistakes mistakes)
    {
        var first = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            if (first.TryAdd(entry.Key.Text, entry.Key.Location))
                yield return entry;
            else
                mistakes.Add(RunbookCodes.DuplicateKey, entry.Key.Location, $"{subject} has the key '{Shown.Short(entry.Key.Text)}' already in line {first[entry.Key.Text].Line}; keep one.");
        }
    }

    private void RefuseUnknown(KeySet keys)
    {
        foreach (var (key, _) in entries.Values.Where(entry => !keys.All.Contains(entry.Key.Text)))
            mistakes.Add(RunbookCodes.UnknownKey, key.Location, $"{subject} has no key '{Shown.Short(key.Text)}'; allowed are {string.Join(", ", keys.All)}.{mistakes.Suggest(key.Text, keys.All)}");
    }
}
