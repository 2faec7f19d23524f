using System.Text.RegularExpressions;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks.Yaml;

namespace Lighthouse.Readiness.Runbooks.Reading;

/// <summary>Reads <c>target</c>: how the system under test is started, or where it answers.</summary>
internal sealed partial class TargetSection
{
    private static readonly TimeSpan DefaultStartLimit = TimeSpan.FromSeconds(30);
    private static readonly string[] Kinds = ["url", "image", "dockerfile"];
    private static readonly string[] ExternalKeys = ["url", "health", "credentials"];
    private readonly MapReader map;
    private readonly Mistakes mistakes;
    private readonly string folder;

    private TargetSection(MapReader map, Mistakes mistakes)
    {
        (this.map, this.mistakes) = (map, mistakes);
        folder = Path.GetDirectoryName(Path.GetFullPath(map.Location.File))!;
    }

    /// <summary>The target; null when the runbook has none or a mistake was noted.</summary>
    internal static TargetDefinition? Read(Node? node, Mistakes mistakes)
    {
        if (node is null || MapReader.Open(node, KeySet.Target, mistakes) is not { } map)
            return null;
        var section = new TargetSection(map, mistakes);
        switch (Kinds.Where(kind => map.Find(kind) is not null).ToList())
        {
            case ["url"] when map.Find("command") is null:
                return section.ReadExternal();
            case ["image" or "dockerfile"]:
                return section.ReadContainer();
            case [] when map.Find("command") is not null:
                return section.ReadProcess();
            default:
                mistakes.Add(
                    RunbookCodes.TargetKind, map.Location,
                    "the target is exactly one of 'command' (a process that is started for each day), 'image' or 'dockerfile' (a container, likewise), and 'url' (a system that already runs).");
                return null;
        }
    }

    private void Refuse(IEnumerable<string> keys, string because)
    {
        foreach (var key in keys.Where(key => map.Find(key) is not null))
            mistakes.Add(RunbookCodes.TargetKey, map.LocationOf(key), $"'{key}' is for {because}");
    }

    private ExternalTarget? ReadExternal()
    {
        Refuse(KeySet.Target.All.Except(ExternalKeys), $"a target that is started; with 'url' allowed are {string.Join(", ", ExternalKeys)}.");
        var text = map.Text("url", TextForm.Sentence);
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0)
            return new ExternalTarget(url, Health(map) ?? "/", Credentials(), map.Location);
        if (text.Length > 0)
            mistakes.Add(RunbookCodes.TargetAddress, map.LocationOf("url"), $"'url' is '{Shown.Short(text)}'; allowed is an address such as http://127.0.0.1:8080.");
        return null;
    }

    private ProcessTarget ReadProcess()
    {
        Refuse(ContainerOnlyKeys, "a container; add 'image' or 'dockerfile', or take it out.");
        var known = new HashSet<string>(StringComparer.Ordinal) { "port", "url", "data" };
        var services = Services(known);
        var process = Process(map, "", "target", known, defaultHealth: "/");
        var program = map.Find("program") is null ? null : Path.GetFullPath(map.Text("program", TextForm.Paragraph), folder);
        return new ProcessTarget(process, program, services, Credentials(), map.Location);
    }

    private List<ProcessDefinition> Services(HashSet<string> known)
    {
        var services = new List<ProcessDefinition>();
        foreach (var node in map.List("services"))
        {
            if (MapReader.Open(node, KeySet.Service, mistakes) is not { } service)
                continue;
            var one = Process(service, service.Text("name", TextForm.Word), "service", known, defaultHealth: null);
            if (services.Any(other => other.Name == one.Name))
                mistakes.Add(RunbookCodes.DuplicateId, service.LocationOf("name"), $"the service '{one.Name}' is there twice; give each a name of its own.");
            services.Add(one);
            known.UnionWith([$"{one.Name}.port", $"{one.Name}.url", $"{one.Name}.data"]);
        }

        return services;
    }

    private ProcessDefinition Process(MapReader from, string name, string kind, HashSet<string> known, string? defaultHealth)
    {
        var subject = name.Length > 0 ? $"{kind} '{name}'" : $"the {kind}";
        var command = CommandSection.Read(from, "command", $"'command' of {subject}", mistakes);
        var environment = Named(from, "environment", VariableName);
        var working = from.Find("working_folder") is null ? folder : Path.GetFullPath(from.Text("working_folder", TextForm.Paragraph), folder);
        foreach (var text in command.Concat(environment.Values))
            RequireKnown(text, from.LocationOf("command"), subject, known);
        return new ProcessDefinition(name, command, working, environment, Health(from) ?? defaultHealth, StartLimit(from));
    }

    private void RequireKnown(string text, SourceLocation location, string subject, HashSet<string> known)
    {
        foreach (var placeholder in PlaceholderForm().Matches(text).Select(match => match.Groups[1].Value).Where(name => !known.Contains(name)))
            mistakes.Add(RunbookCodes.Placeholder, location, $"{subject} uses '{{{Shown.Short(placeholder)}}}'; known here are {string.Join(", ", known.Select(name => $"{{{name}}}"))}.");
    }

    private TimeSpan StartLimit(MapReader from)
    {
        if (from.Quantity("start_limit") is not { } limit)
            return DefaultStartLimit;
        if (limit.Unit.Dimension == Dimension.Duration && limit.InBaseUnit is > 0 and <= 3600)
            return TimeSpan.FromSeconds(limit.InBaseUnit);
        mistakes.Add(RunbookCodes.Size, from.LocationOf("start_limit"), $"'start_limit' is {limit}; allowed is a duration above 0 s and up to 1 h, such as '30 s'.");
        return DefaultStartLimit;
    }

    private string? Health(MapReader from)
    {
        if (from.Find("health") is null)
            return null;
        var path = from.Text("health", TextForm.Sentence);
        if (path.Length > 0 && path[0] != '/')
            mistakes.Add(RunbookCodes.TargetAddress, from.LocationOf("health"), $"'health' is '{Shown.Short(path)}'; allowed is a path such as /health.");
        return path;
    }

    private Dictionary<string, string> Credentials()
    {
        var credentials = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, variable) in Named(map, "credentials", TextForm.Word))
        {
            if (variable is ['$', .. var rest] && VariableName.Fits(rest))
                credentials[name] = rest;
            else
                mistakes.Add(RunbookCodes.SecretInFile, map.LocationOf("credentials"), $"the credential '{name}' must name an environment variable, such as $SHOP_ADMIN; secrets do not stand in a runbook.");
        }

        return credentials;
    }

    private Dictionary<string, string> Named(MapReader from, string key, TextForm form)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        if (from.Find(key) is not { IsNothing: false } node)
            return named;
        foreach (var (name, value) in MapReader.OpenNamed(node, $"'{key}'", form, mistakes))
            named[name.Text] = value.IsNothing ? "" : mistakes.ReadText(value, $"'{name.Text}' of '{key}'", TextForm.Paragraph);
        return named;
    }

    private static readonly TextForm VariableName = new(64, "^[A-Za-z_][A-Za-z0-9_]*$", "a variable's name, such as PORT");

    [GeneratedRegex(@"\{([a-z][a-z0-9_.]*)\}")]
    private static partial Regex PlaceholderForm();
}
