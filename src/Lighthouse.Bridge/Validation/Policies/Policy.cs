using System.Collections.Frozen;
using Lighthouse.Bridge.Validation.Understanding;

namespace Lighthouse.Bridge.Validation.Policies;

/// <summary>The rules that hold, and which tools they know.</summary>
/// <param name="Version">Digest of the file.</param>
/// <param name="Otherwise">What is decided of an input that is understood and that no rule decides.</param>
/// <param name="NotUnderstood">What is decided of an input that is not understood.</param>
/// <param name="Tools">The tools by their normalised names.</param>
/// <param name="Rules">The rules in the order of the file.</param>
internal sealed record Policy(
    string Version, Decision Otherwise, Decision NotUnderstood, FrozenDictionary<string, ToolKind> Tools, IReadOnlyList<PolicyRule> Rules)
{
    /// <summary>The metadata that rules read; nothing else of it can change a verdict.</summary>
    public IReadOnlyList<string> MetadataRead { get; } =
        [.. Rules.SelectMany(rule => rule.Match.Metadata.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Knows no tool and no rule.</summary>
    public static Policy BlocksAll { get; } = new("", Decision.Blocked, Decision.Blocked, FrozenDictionary<string, ToolKind>.Empty, []);

    /// <summary>A tool's kind; null when the policy does not know it.</summary>
    public ToolKind? Find(string toolName) => Tools.GetValueOrDefault(NormaliseTool(toolName));

    /// <summary>A tool's name in lower case, with an underscore for a blank or hyphen.</summary>
    public static string NormaliseTool(string name) => name.ToLowerInvariant().Replace('-', '_').Replace(' ', '_');
}

/// <summary>A kind of tools: what the fields of their input are.</summary>
/// <param name="Name">Its name in the policy.</param>
/// <param name="Access">How it touches the paths it is given.</param>
/// <param name="Fields">What each field is; another field is not understood.</param>
internal sealed record ToolKind(string Name, PathAccess Access, FrozenDictionary<string, FieldKind> Fields);

/// <summary>What a field of a tool's input is.</summary>
internal enum FieldKind
{
    /// <summary>A script of a shell, or a program and its arguments as an array.</summary>
    Command,

    /// <summary>A path, or several.</summary>
    Path,

    /// <summary>The folder that relative paths start from.</summary>
    Folder,

    /// <summary>A pattern of paths.</summary>
    Pattern,

    /// <summary>An address on the network.</summary>
    Address,

    /// <summary>Contents of any form; rules can look for texts in it.</summary>
    Content,

    /// <summary>A text, number or flag that cannot do harm.</summary>
    Setting,
}

/// <summary>A rule.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Decision">What it decides.</param>
/// <param name="Reasoning">Why, for the one who asked.</param>
/// <param name="Match">When it applies.</param>
internal sealed record PolicyRule(string Id, Decision Decision, string Reasoning, RuleMatch Match)
{
    public Risk Risk { get; init; }

    public Confidence Confidence { get; init; }
}
