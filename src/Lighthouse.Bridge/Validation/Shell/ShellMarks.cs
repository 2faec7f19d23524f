using System.Text;
using Lighthouse.Bridge.Validation.Paths;

namespace Lighthouse.Bridge.Validation.Shell;

/// <summary>Unquoted braces are marked while a word is read, so that quoted ones stay characters.</summary>
internal static class ShellMarks
{
    public const char OpenBrace = '\uE010';
    public const char Comma = '\uE011';
    public const char CloseBrace = '\uE012';
    private const int MostWords = 64;

    /// <summary>The words that the braces of a word stand for; null when they are too many.</summary>
    public static List<string>? Expand(string word)
    {
        if (word.Count(c => c == OpenBrace) > MostWords) return null;
        var done = new List<string>();
        var open = new Stack<string>([word]);
        while (open.TryPop(out var next))
        {
            if (done.Count + open.Count > MostWords) return null;
            if (Innermost(next) is not var (start, end))
            {
                done.Add(Plain(next));
                continue;
            }

            foreach (var choice in next[(start + 1)..end].Split(Comma).Reverse()) open.Push(next[..start] + choice + next[(end + 1)..]);
        }

        return done;
    }

    /// <summary>A word as it could be written in a script.</summary>
    public static string Source(string word) => new StringBuilder(Plain(word))
        .Replace(Wildcards.Deep, '*').Replace(Wildcards.Run, '*').Replace(Wildcards.One, '?').ToString();

    /// <summary>Whether braces are left that stand for a range or the like.</summary>
    public static bool HasRange(string word) => word.Contains(OpenBrace, StringComparison.Ordinal) && word.Contains("..", StringComparison.Ordinal);

    private static (int Start, int End)? Innermost(string word)
    {
        for (var start = word.LastIndexOf(OpenBrace); start >= 0; start = start == 0 ? -1 : word.LastIndexOf(OpenBrace, start - 1))
        {
            var end = word.IndexOf(CloseBrace, start);
            if (end > 0 && word.AsSpan(start, end - start).Contains(Comma)) return (start, end);
        }

        return null;
    }

    private static string Plain(string word)
    {
        if (!word.AsSpan().ContainsAnyInRange(OpenBrace, CloseBrace)) return word;
        return new StringBuilder(word).Replace(OpenBrace, '{').Replace(Comma, ',').Replace(CloseBrace, '}').ToString();
    }
}
