using System.Collections.Frozen;
using System.Text.Json;
using Lighthouse.Bridge.Validation.Understanding;

namespace Lighthouse.Bridge.Validation.Policies;

/// <summary>Makes a policy of a file.</summary>
internal sealed class PolicyReader(string source, string project, string home)
{
    private const int MostRules = 500;
    private readonly PolicyProblems _problems = new(source);

    /// <exception cref="Configuration.ConfigurationException">The file has mistakes; every one is named.</exception>
    public Policy Read(PolicyNode root, string version)
    {
        string[] keys = ["$schema", "format", "description", "otherwise", "not_understood", "tools", "rules"];
        var fields = _problems.Fields(root, "the policy", keys, ["format", "tools", "rules"]);
        if (fields.TryGetValue("format", out var format) && (format.Kind != JsonValueKind.Number || format.Text != "1"))
            _problems.Add("LHB6605", format.Line, "'format' is unknown", "1 is allowed");
        Decision[] refusing = [Decision.Blocked, Decision.Escalate, Decision.Uncertain];
        var otherwise = _problems.Word(fields.GetValueOrDefault("otherwise"), "'otherwise'", Decision.Escalate, refusing);
        var notUnderstood = _problems.Word(fields.GetValueOrDefault("not_understood"), "'not_understood'", Decision.Uncertain, refusing);
        var tools = Tools(fields.GetValueOrDefault("tools"));
        var rules = Rules(fields.GetValueOrDefault("rules"), tools);
        _problems.ThrowIfAny();
        return new(version, otherwise, notUnderstood, tools, rules);
    }

    private FrozenDictionary<string, ToolKind> Tools(PolicyNode? node)
    {
        var byName = new Dictionary<string, ToolKind>(StringComparer.Ordinal);
        if (node is null) return byName.ToFrozenDictionary();
        if (node.Kind != JsonValueKind.Object)
        {
            _problems.Add("LHB6605", node.Line, "'tools' is not an object", "each of its keys is a kind of tools");
            return byName.ToFrozenDictionary();
        }

        var kinds = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (kind, line, value) in node.Fields)
        {
            if (!kinds.Add(kind)) _problems.Add("LHB6606", line, $"the tools '{kind}' are there twice", "once is allowed");
            Tool(byName, kind, value);
        }

        return byName.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private void Tool(Dictionary<string, ToolKind> byName, string kind, PolicyNode node)
    {
        var subject = $"the tools '{kind}'";
        var fields = _problems.Fields(node, subject, ["names", "access", "fields"], ["names", "fields"]);
        var access = _problems.Word(fields.GetValueOrDefault("access"), $"'access' of {subject}", PathAccess.Argument, Enum.GetValues<PathAccess>());
        var known = new Dictionary<string, FieldKind>(StringComparer.Ordinal);
        if (fields.TryGetValue("fields", out var list))
        {
            if (list.Kind != JsonValueKind.Object) _problems.Add("LHB6605", list.Line, $"'fields' of {subject} is not an object", "each of its keys is a field of the input");
            foreach (var (name, line, value) in list.Fields)
                if (!known.TryAdd(name, _problems.Word(value, $"the field '{name}' of {subject}", FieldKind.Setting, Enum.GetValues<FieldKind>())))
                    _problems.Add("LHB6606", line, $"{subject} have the field '{name}' twice", "once is allowed");
        }

        var made = new ToolKind(kind, access, known.ToFrozenDictionary(StringComparer.Ordinal));
        foreach (var (name, line) in _problems.Texts(fields.GetValueOrDefault("names"), $"'names' of {subject}") ?? [])
            if (!byName.TryAdd(Policy.NormaliseTool(name), made)) _problems.Add("LHB6606", line, $"the tool '{name}' is named twice", "once is allowed, whatever the case");
    }

    private List<PolicyRule> Rules(PolicyNode? node, FrozenDictionary<string, ToolKind> tools)
    {
        var rules = new List<PolicyRule>();
        if (node is null) return rules;
        if (node.Kind != JsonValueKind.Array || node.Items.Count is 0 or > MostRules)
        {
            _problems.Add("LHB6605", node.Line, "'rules' is not such a list", $"a list of 1 to {MostRules} rules is allowed");
            return rules;
        }

        var kinds = tools.Values.Select(tool => tool.Name).ToFrozenSet(StringComparer.Ordinal);
        var reader = new RuleReader(_problems, kinds, project, home);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in node.Items)
        {
            var rule = reader.Read(item);
            if (rule.Id.Length > 0 && !ids.Add(rule.Id)) _problems.Add("LHB6606", item.Line, $"the rule '{rule.Id}' is there twice", "each id is allowed once");
            rules.Add(rule);
        }

        return rules;
    }
}
