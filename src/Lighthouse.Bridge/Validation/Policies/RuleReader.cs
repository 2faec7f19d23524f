using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Validation.Paths;
using Lighthouse.Bridge.Validation.Understanding;

namespace Lighthouse.Bridge.Validation.Policies;

/// <summary>Makes a rule of its place in the file.</summary>
internal sealed class RuleReader(PolicyProblems problems, FrozenSet<string> kinds, string project, string home)
{
    private static readonly string[] Conditions =
    [
        "tools", "programs", "subcommands", "options", "arguments", "text", "paths", "access", "hosts", "piped_from", "assigns", "roles", "agents", "metadata",
    ];

    public PolicyRule Read(PolicyNode node)
    {
        var fields = problems.Fields(
            node, "a rule", ["id", "description", "decision", "risk", "confidence", "reasoning", "match"], ["id", "decision", "risk", "reasoning", "match"]);
        var id = problems.Text(fields.GetValueOrDefault("id"), "the id of a rule", 64);
        var subject = $"the rule '{id}'";
        var decision = problems.Word(fields.GetValueOrDefault("decision"), $"'decision' of {subject}", Decision.Blocked, Enum.GetValues<Decision>());
        return new(id, decision, problems.Text(fields.GetValueOrDefault("reasoning"), $"'reasoning' of {subject}", 500), Match(fields.GetValueOrDefault("match"), subject, decision))
        {
            Risk = problems.Word(fields.GetValueOrDefault("risk"), $"'risk' of {subject}", Risk.High, Enum.GetValues<Risk>()),
            Confidence = problems.Word(fields.GetValueOrDefault("confidence"), $"'confidence' of {subject}", Confidence.High, Enum.GetValues<Confidence>()),
        };
    }

    private RuleMatch Match(PolicyNode? node, string subject, Decision decision)
    {
        if (node is null) return new();
        var given = problems.Fields(node, $"'match' of {subject}", Conditions, []);
        if (given.Count == 0) problems.Add("LHB6608", node.Line, $"'match' of {subject} is empty", $"at least one of {string.Join(", ", Conditions)} is needed");
        if (decision == Decision.Approved) CheckApproval(given, node, subject);
        else if (given.TryGetValue("options", out var options))
            problems.Add("LHB6608", options.Line, $"{subject} refuses, and has 'options'", "only a rule that approves may have it; use 'arguments'");
        return new()
        {
            Kinds = OneOf(given, "tools", subject, kinds),
            Programs = problems.Globs(Lower(given.GetValueOrDefault("programs")), $"'programs' of {subject}"),
            Subcommands = problems.Texts(given.GetValueOrDefault("subcommands"), $"'subcommands' of {subject}")?.Select(text => text.Text).ToList(),
            Options = Options(given.GetValueOrDefault("options"), subject),
            Arguments = problems.Regexes(given.GetValueOrDefault("arguments"), $"'arguments' of {subject}"),
            Texts = problems.Regexes(given.GetValueOrDefault("text"), $"'text' of {subject}"),
            Paths = Paths(given.GetValueOrDefault("paths"), subject),
            Access = OneOf(given, "access", subject, Enum.GetValues<PathAccess>().Select(ValidationWords.Word).ToFrozenSet())
                ?.Select(word => ValidationWords.Parse<PathAccess>(word)!.Value).ToFrozenSet(),
            Hosts = problems.Globs(given.GetValueOrDefault("hosts"), $"'hosts' of {subject}"),
            PipedFrom = problems.Globs(given.GetValueOrDefault("piped_from"), $"'piped_from' of {subject}"),
            Assigns = problems.Globs(given.GetValueOrDefault("assigns"), $"'assigns' of {subject}"),
            Roles = OneOf(given, "roles", subject, Enum.GetValues<Role>().Select(Identity.Roles.Name).ToFrozenSet()),
            Agents = problems.Globs(given.GetValueOrDefault("agents"), $"'agents' of {subject}"),
            Metadata = Metadata(given.GetValueOrDefault("metadata"), subject),
        };
    }

    // Programs are compared in lower case, so their patterns must be, too.
    private PolicyNode? Lower(PolicyNode? node)
    {
        foreach (var item in node?.Items ?? [])
            if (item.Text.Any(char.IsUpper) || item.Text.Contains('/', StringComparison.Ordinal))
                problems.Add("LHB6605", item.Line, $"the program '{item.Text}' is not a plain name", "a name in lower case without its folder is allowed");
        return node;
    }

    private void CheckApproval(Dictionary<string, PolicyNode> given, PolicyNode node, string subject)
    {
        if (!given.ContainsKey("tools"))
            problems.Add("LHB6608", node.Line, $"{subject} approves, and has no 'tools'", "a rule that approves must say for which");
        if (given.ContainsKey("subcommands") && !given.ContainsKey("programs"))
            problems.Add("LHB6608", node.Line, $"{subject} approves 'subcommands' without 'programs'", "a rule that approves must say of which");
        if (given.TryGetValue("piped_from", out var piped))
            problems.Add("LHB6608", piped.Line, $"{subject} approves, and has 'piped_from'", "only a rule that refuses may have it: each command is approved by itself");
    }

    private FrozenSet<string>? OneOf(Dictionary<string, PolicyNode> given, string key, string subject, FrozenSet<string> allowed)
    {
        if (problems.Texts(given.GetValueOrDefault(key), $"'{key}' of {subject}") is not { } texts) return null;
        foreach (var (text, line) in texts.Where(text => !allowed.Contains(text.Text)))
            problems.Add("LHB6605", line, $"'{key}' of {subject} has '{text}'", $"allowed are {string.Join(", ", allowed.Order(StringComparer.Ordinal))}");
        return texts.Select(text => text.Text).Where(allowed.Contains).ToFrozenSet(StringComparer.Ordinal);
    }

    private Regex? Options(PolicyNode? node, string subject)
    {
        var pattern = problems.Text(node, $"'options' of {subject}", 1_000);
        return pattern.Length == 0 ? null : problems.Pattern(pattern, node!.Line, $"'options' of {subject}", isWhole: true);
    }

    private List<Glob>? Paths(PolicyNode? node, string subject)
    {
        if (problems.Texts(node, $"'paths' of {subject}") is not { } texts) return null;
        var globs = new List<Glob>();
        foreach (var (text, line) in texts)
        {
            var path = text.Replace("${project}", project, StringComparison.Ordinal).Replace("${home}", home, StringComparison.Ordinal);
            var isPlain = (path.StartsWith('/') || path.StartsWith("**", StringComparison.Ordinal)) && !path.Contains("${", StringComparison.Ordinal)
                && !path.Contains("//", StringComparison.Ordinal) && !path.Split('/').Any(name => name is "." or "..");
            if (!isPlain)
                problems.Add("LHB6607", line, $"'paths' of {subject} has '{text}'", "a pattern that begins with /, **, ${project} or ${home}, without //, . and .. is allowed");
            if (problems.Glob(path, line, $"'paths' of {subject}") is { } glob) globs.Add(glob);
        }

        return globs;
    }

    private Dictionary<string, IReadOnlyList<Glob>> Metadata(PolicyNode? node, string subject)
    {
        var wanted = new Dictionary<string, IReadOnlyList<Glob>>(StringComparer.Ordinal);
        if (node is null) return wanted;
        if (node.Kind != JsonValueKind.Object) problems.Add("LHB6605", node.Line, $"'metadata' of {subject} is not an object", "each of its keys has a list of texts");
        foreach (var (name, line, value) in node.Fields)
            if (!wanted.TryAdd(name, problems.Globs(value, $"'metadata' of {subject}") ?? []))
                problems.Add("LHB6606", line, $"'metadata' of {subject} has the key '{name}' twice", "once is allowed");
        return wanted;
    }
}
