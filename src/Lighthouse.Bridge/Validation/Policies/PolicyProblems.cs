using System.Text.Json;
using System.Text.RegularExpressions;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Validation.Paths;

namespace Lighthouse.Bridge.Validation.Policies;

/// <summary>Collects every mistake of a policy file, and reads its values with their mistakes noted.</summary>
internal sealed class PolicyProblems(string source)
{
    private const int Most = 20;
    private const int LongestPattern = 1_000;
    private const int MostItems = 500;
    private readonly List<string> _problems = [];

    public void Add(string code, int line, string what, string allowed) => _problems.Add($"{code}: {source} line {line}: {what}; {allowed}.");

    /// <exception cref="ConfigurationException">There was a mistake.</exception>
    public void ThrowIfAny()
    {
        if (_problems.Count == 0) return;
        var more = _problems.Count > Most ? $"\nand {_problems.Count - Most} more." : "";
        throw new ConfigurationException(string.Join('\n', _problems.Take(Most)) + more);
    }

    /// <summary>The fields of an object by name; unknown, doubled and missing ones are mistakes.</summary>
    public Dictionary<string, PolicyNode> Fields(PolicyNode node, string subject, string[] known, string[] needed)
    {
        var fields = new Dictionary<string, PolicyNode>(StringComparer.Ordinal);
        if (node.Kind != JsonValueKind.Object)
        {
            Add("LHB6605", node.Line, $"{subject} is not an object", $"it holds {string.Join(", ", known)}");
            return fields;
        }

        foreach (var (name, line, value) in node.Fields)
        {
            if (!known.Contains(name)) Add("LHB6603", line, $"{subject} has an unknown key '{name}'", $"allowed are {string.Join(", ", known)}");
            else if (!fields.TryAdd(name, value)) Add("LHB6606", line, $"{subject} has the key '{name}' twice", "once is allowed");
        }

        foreach (var name in needed.Where(name => !fields.ContainsKey(name)))
            Add("LHB6604", node.Line, $"{subject} has no '{name}'", $"needed are {string.Join(", ", needed)}");
        return fields;
    }

    public string Text(PolicyNode? node, string subject, int most)
    {
        if (node is null) return "";
        if (node.Kind == JsonValueKind.String && node.Text.Length > 0 && node.Text.Length <= most) return node.Text;
        Add("LHB6605", node.Line, $"{subject} is not such a text", $"a text of 1 to {most} characters is allowed");
        return "";
    }

    public TWord Word<TWord>(PolicyNode? node, string subject, TWord missing, params TWord[] allowed) where TWord : struct, Enum
    {
        if (node is null) return missing;
        if (node.Kind == JsonValueKind.String && ValidationWords.Parse<TWord>(node.Text) is { } word && allowed.Contains(word)) return word;
        var given = node.Kind == JsonValueKind.String ? $"'{node.Text}'" : "not a text";
        Add("LHB6605", node.Line, $"{subject} is {given}", $"allowed are {string.Join(", ", allowed.Select(ValidationWords.Word))}");
        return missing;
    }

    /// <summary>The texts of an array, with their lines; null when it is absent.</summary>
    public IReadOnlyList<(string Text, int Line)>? Texts(PolicyNode? node, string subject)
    {
        if (node is null) return null;
        if (node.Kind != JsonValueKind.Array || node.Items.Count is 0 or > MostItems || node.Items.Any(item => item.Kind != JsonValueKind.String || item.Text.Length is 0 or > LongestPattern))
        {
            Add("LHB6605", node.Line, $"{subject} is not such a list", $"a list of 1 to {MostItems} texts of 1 to {LongestPattern} characters is allowed");
            return [];
        }

        return [.. node.Items.Select(item => (item.Text, item.Line))];
    }

    public IReadOnlyList<Glob>? Globs(PolicyNode? node, string subject) =>
        Texts(node, subject) is { } texts ? [.. texts.Select(text => Glob(text.Text, text.Line, subject)).OfType<Glob>()] : null;

    public Glob? Glob(string pattern, int line, string subject)
    {
        var glob = Paths.Glob.Parse(pattern);
        if (glob is null) Add("LHB6607", line, $"{subject} has a pattern that is too long", $"{Paths.Glob.Longest} characters are allowed");
        return glob;
    }

    public IReadOnlyList<Regex>? Regexes(PolicyNode? node, string subject) => Texts(node, subject) is { } texts
        ? [.. texts.Select(text => Pattern(text.Text, text.Line, subject, isWhole: false)).OfType<Regex>()]
        : null;

    /// <summary>A regular expression of the kind that needs no longer than the text is.</summary>
    public Regex? Pattern(string pattern, int line, string subject, bool isWhole)
    {
        try
        {
            return new(isWhole ? $"^(?:{pattern})\\z" : pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            Add("LHB6607", line, $"{subject} has a pattern that cannot be used: {problem.Message.TrimEnd('.')}", "a regular expression without lookaround, backreferences and atomic groups is allowed");
            return null;
        }
    }
}
