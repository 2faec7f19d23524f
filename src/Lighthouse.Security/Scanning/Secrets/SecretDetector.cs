using System.Buffers;
using System.Text.RegularExpressions;

namespace Lighthouse.Security.Scanning.Secrets;

/// <summary>Finds secrets in texts. Remembers the lines that it found clean, because histories repeat them; not for use by several threads.</summary>
internal sealed class SecretDetector
{
    // Minified text has lines of megabytes; a secret is looked for this far around its anchor. Longer than any shape's longest match.
    private const int Window = 12_000;
    private const int MostRemembered = 2_000_000;

    private static readonly SearchValues<string> Anchors =
        SearchValues.Create([.. SecretPatterns.All.SelectMany(pattern => pattern.Anchors).Distinct()], StringComparison.OrdinalIgnoreCase);

    private static readonly SecretPattern PrivateKey = SecretPatterns.All.Single(pattern => pattern.Name == "private-key");
    private static readonly SecretPattern[] OnALine = [.. SecretPatterns.All.Where(pattern => pattern != PrivateKey)];

    private readonly HashSet<string> _clean = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _cleanBySpan;

    public SecretDetector() => _cleanBySpan = _clean.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The secrets in a text, in order, each value once a line.</summary>
    public IReadOnlyList<SecretHit> Find(string text)
    {
        var hits = new List<SecretHit>();
        var (line, counted) = (1, 0);
        for (var at = 0; at < text.Length;)
        {
            var next = text.AsSpan(at).IndexOfAny(Anchors);
            if (next < 0)
                break;
            var (start, end, isCut) = LineAround(text, at + next);
            line += text.AsSpan(counted, start - counted).Count('\n');
            counted = start;
            FindOnLine(text, start, end, line, hits);
            // Windows overlap, so that what one cuts the next has whole.
            at = isCut ? at + next + (Window / 2) : end;
        }

        return hits;
    }

    private static (int Start, int End, bool IsCut) LineAround(string text, int at)
    {
        var start = Math.Max(text.LastIndexOf('\n', at) + 1, at - Window);
        var end = text.AsSpan(at).IndexOf('\n') is var length and >= 0 ? at + length + 1 : text.Length;
        return (start, Math.Min(end, at + Window), end > at + Window);
    }

    private void FindOnLine(string text, int start, int end, int line, List<SecretHit> hits)
    {
        var span = text.AsSpan(start, end - start).TrimEnd();
        if (span.Contains(SecretPatterns.PrivateKeyBegin, StringComparison.Ordinal))
            FindKey(text, start, line, hits);
        if (_cleanBySpan.Contains(span))
            return;
        var found = hits.Count;
        var content = span.ToString();
        foreach (var pattern in OnALine)
        {
            if (pattern.IsAnchoredIn(content))
                Match(pattern, content, line, hits);
        }

        if (hits.Count == found && _clean.Count < MostRemembered)
            _clean.Add(content);
    }

    private static void Match(SecretPattern pattern, string content, int line, List<SecretHit> hits)
    {
        for (var match = pattern.Shape.Match(content); match.Success; match = match.NextMatch())
        {
            var value = match.Groups["secret"].Value;
            // The first pattern names it: a GitHub token in an assignment is a GitHub token.
            if (pattern.Holds(match) && !hits.Exists(hit => hit.Line == line && (hit.Value.Contains(value, StringComparison.Ordinal) || value.Contains(hit.Value, StringComparison.Ordinal))))
                hits.Add(new SecretHit(pattern, value, line));
        }
    }

    private static void FindKey(string text, int start, int line, List<SecretHit> hits)
    {
        var armour = text.Substring(start, Math.Min(20_000, text.Length - start));
        if (PrivateKey.Shape.Match(armour) is { Success: true } match && !hits.Exists(hit => hit.Pattern == PrivateKey && hit.Line == line))
            hits.Add(new SecretHit(PrivateKey, match.Groups["secret"].Value, line));
    }
}
