using System.Text.RegularExpressions;

namespace Lighthouse.Security.Scanning.Secrets;

/// <summary>One kind of secret.</summary>
/// <param name="Name">Its rule name.</param>
/// <param name="Title">What it is called in a report.</param>
/// <param name="Severity">How bad it is to find one.</param>
/// <param name="Anchors">Texts of which a line holds at least one when the shape can match, in any case.</param>
/// <param name="Shape">The shape; its group <c>secret</c> is the secret itself.</param>
/// <param name="Holds">What else must be true of a match.</param>
internal sealed record SecretPattern(string Name, string Title, Severity Severity, IReadOnlyList<string> Anchors, Regex Shape, Func<Match, bool> Holds)
{
    public bool IsAnchoredIn(ReadOnlySpan<char> line)
    {
        foreach (var anchor in Anchors)
        {
            if (line.Contains(anchor, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}

/// <summary>A secret in a text.</summary>
/// <param name="Pattern">Its kind.</param>
/// <param name="Value">The secret; must not be printed.</param>
/// <param name="Line">Its line, from 1.</param>
internal sealed record SecretHit(SecretPattern Pattern, string Value, int Line);
