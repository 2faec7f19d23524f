using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Runbooks.Reading;
using Lighthouse.Readiness.Runbooks.Yaml;

namespace Lighthouse.Readiness.TargetProfiles.Reading;

/// <summary>What the sections of one profile share while they are read.</summary>
internal sealed class ProfileReading(Mistakes mistakes)
{
    private const int LongestBody = 20_000;

    private readonly Dictionary<string, VariableReference> _variables = new(StringComparer.Ordinal);

    internal Mistakes Mistakes { get; } = mistakes;

    /// <summary>Every variable that was named, each once.</summary>
    internal IReadOnlyList<VariableReference> Variables => [.. _variables.Values];

    /// <summary>A secret: the name of a variable and nothing else.</summary>
    internal Template Secret(MapReader map, string key) => map.Find(key) is { } node ? Noted(new Template(map.Text(key, ProfileForms.Variable)), node) : new Template("");

    /// <summary>A text that may name variables.</summary>
    internal Template Noted(Template template, Node node)
    {
        foreach (var name in template.Variables)
            _variables.TryAdd(name, new VariableReference(name, node.Location));
        return template;
    }

    internal bool Flag(MapReader map, string key, bool unless)
    {
        if (map.Find(key) is not { } node)
            return unless;
        var text = map.Text(key, ProfileForms.Value);
        if (text is not ("true" or "false" or ""))
            Mistakes.Add(RunbookCodes.UnknownWord, node.Location, $"'{key}' is '{Shown.Short(text)}'; allowed are true and false.");
        return text == "true";
    }

    /// <summary>A body as it is written, white space included.</summary>
    internal Template? Body(MapReader map)
    {
        switch (map.Find("body"))
        {
            case null:
                return null;
            case TextNode { Text: { Length: > 0 and <= LongestBody } text } node:
                return Noted(new Template(text), node);
            case var node:
                Mistakes.Add(RunbookCodes.Text, node.Location, $"'body' must be a single value of 1 to {LongestBody} characters; quote it: '{{\"name\": \"value\"}}'.");
                return null;
        }
    }

    internal ProfiledRequest Request(MapReader map, string methodUnlessSaid) => new()
    {
        Method = map.Find("method") is null ? methodUnlessSaid : map.Text("method", ProfileForms.Method),
        Path = map.Text("path", ProfileForms.Path),
        Body = Body(map),
        BodyKind = map.Word<BodyKind>("body_kind"),
    };

    /// <summary>Notes when not exactly one of some keys is there.</summary>
    /// <returns>The one key; null when it is not one.</returns>
    internal string? OnlyOne(MapReader map, string code, string subject, params IReadOnlyList<string> keys)
    {
        var given = keys.Where(key => map.Find(key) is not null).ToList();
        if (given is [var one])
            return one;
        Mistakes.Add(code, map.Location, $"{subject} needs exactly one of {string.Join(", ", keys)}; it has {(given.Count == 0 ? "none" : string.Join(" and ", given))}.");
        return null;
    }
}
