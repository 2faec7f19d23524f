using System.Text.RegularExpressions;

namespace Lighthouse.Readiness.TargetProfiles;

/// <summary>A text in which <c>$NAME</c> stands for a variable of the environment.</summary>
/// <param name="Text">The text as the profile has it.</param>
public sealed partial record Template(string Text)
{
    /// <summary>The variables in it, each once.</summary>
    public IReadOnlyList<string> Variables { get; } = [.. Variable().Matches(Text).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal)];

    /// <summary>The text with the variables' values in place.</summary>
    /// <param name="value">The value of a variable, encoded as its place needs it.</param>
    public string Fill(Func<string, string> value) => Variable().Replace(Text, match => value(match.Groups["name"].Value));

    [GeneratedRegex(@"\$(?<name>[A-Z][A-Z0-9_]*)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();
}
