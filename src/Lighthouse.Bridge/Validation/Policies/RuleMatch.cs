using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Validation.Paths;
using Lighthouse.Bridge.Validation.Understanding;

namespace Lighthouse.Bridge.Validation.Policies;

/// <summary>How well a rule that refuses fits an action.</summary>
internal enum Fit
{
    /// <summary>It does not.</summary>
    No,

    /// <summary>Only if a wildcard stands for just what the rule names.</summary>
    Perhaps,

    /// <summary>It does.</summary>
    Yes,
}

/// <summary>
/// When a rule applies; what is null was not asked for. A rule that refuses needs one part of an action to fit, a rule that approves must
/// cover the whole of it.
/// </summary>
internal sealed record RuleMatch
{
    public FrozenSet<string>? Kinds { get; init; }

    public IReadOnlyList<Glob>? Programs { get; init; }

    public IReadOnlyList<string>? Subcommands { get; init; }

    public Regex? Options { get; init; }

    public IReadOnlyList<Regex>? Arguments { get; init; }

    public IReadOnlyList<Regex>? Texts { get; init; }

    public IReadOnlyList<Glob>? Paths { get; init; }

    public FrozenSet<PathAccess>? Access { get; init; }

    public IReadOnlyList<Glob>? Hosts { get; init; }

    public IReadOnlyList<Glob>? PipedFrom { get; init; }

    public IReadOnlyList<Glob>? Assigns { get; init; }

    public FrozenSet<string>? Roles { get; init; }

    public IReadOnlyList<Glob>? Agents { get; init; }

    public IReadOnlyDictionary<string, IReadOnlyList<Glob>> Metadata { get; init; } = FrozenDictionary<string, IReadOnlyList<Glob>>.Empty;

    /// <summary>Whether a rule that refuses applies to an action.</summary>
    public Fit Refuses(ToolAction action, ValidationRequest request)
    {
        if (!Concerns(action, request)) return Fit.No;
        if (Programs is not null && !Any(Programs, action.Program)) return Fit.No;
        if (Subcommands is not null && !action.Arguments.Any(argument => Subcommands.Contains(argument, StringComparer.OrdinalIgnoreCase))) return Fit.No;
        if (Arguments is not null && !action.Arguments.Any(argument => Arguments.Any(regex => regex.IsMatch(argument)))) return Fit.No;
        if (Hosts is not null && !action.Hosts.Any(host => Any(Hosts, host))) return Fit.No;
        if (PipedFrom is not null && !action.PipedFrom.Any(program => Any(PipedFrom, program))) return Fit.No;
        if (Assigns is not null && !action.Assignments.Any(name => Any(Assigns, name))) return Fit.No;
        if (Texts is not null && !Texts.Any(regex => regex.IsMatch(action.Text))) return Fit.No;
        return Paths is null && Access is null ? Fit.Yes : Touches(action);
    }

    /// <summary>Whether a rule that approves covers the whole of an action.</summary>
    public bool Approves(ToolAction action, ValidationRequest request) =>
        Concerns(action, request)
        && (Programs is null ? action.Program.Length == 0 : action.IsSystemProgram && All(Programs, [action.Program]))
        && (Subcommands is null || (action.Arguments.Count > 0 && Subcommands.Contains(action.Arguments[0], StringComparer.Ordinal)))
        && action.Arguments.All(Permits)
        && action.Paths.All(use => (Access is null || Access.Contains(use.Access)) && Paths is not null && All(Paths, [use.Path]))
        && All(Hosts, action.Hosts)
        && All(Assigns, action.Assignments)
        && (Texts is null || Texts.Any(regex => regex.IsMatch(action.Text)));

    private bool Concerns(ToolAction action, ValidationRequest request) =>
        Kinds?.Contains(action.Kind) != false
        && Roles?.Contains(request.Caller.Role.Name()) != false
        && (Agents is null || Agents.Any(glob => glob.Covers(request.Caller.AgentId)))
        && Metadata.All(wanted => Says(request, wanted.Key, wanted.Value));

    private Fit Touches(ToolAction action)
    {
        var fit = Fit.No;
        foreach (var use in action.Paths)
        {
            if (Access?.Contains(use.Access) == false || (Paths is not null && !Any(Paths, use.Path))) continue;
            if (!Wildcards.IsVague(use.Path) || Paths?.Any(glob => glob.Covers(use.Path)) == true) return Fit.Yes;
            fit = Fit.Perhaps;
        }

        return fit;
    }

    private bool Permits(string argument)
    {
        var isOption = argument.Length > 1 && argument[0] == '-' && argument != "--";
        return isOption ? Options?.IsMatch(argument) == true : Arguments is null || Arguments.Any(regex => regex.IsMatch(argument));
    }

    private static bool Says(ValidationRequest request, string name, IReadOnlyList<Glob> values) =>
        request.Metadata is { ValueKind: System.Text.Json.JsonValueKind.Object } metadata
        && metadata.TryGetProperty(name, out var value)
        && value.ValueKind == System.Text.Json.JsonValueKind.String
        && values.Any(glob => glob.Covers(value.GetString()!));

    private static bool Any(IReadOnlyList<Glob> globs, string text)
    {
        foreach (var glob in globs)
            if (glob.CouldMatch(text)) return true;
        return false;
    }

    private static bool All(IReadOnlyList<Glob>? globs, IReadOnlyList<string> texts) =>
        texts.All(text => globs is not null && globs.Any(glob => glob.Covers(text)));
}
