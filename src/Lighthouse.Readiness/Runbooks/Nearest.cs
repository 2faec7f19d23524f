namespace Lighthouse.Readiness.Runbooks;

/// <summary>Finds the words that a mistyped one may have meant.</summary>
internal static class Nearest
{
    private const int LongestWord = 64;
    private const int MostCandidates = 500;

    /// <summary>The nearest candidate, when it differs in at most a third of the letters; otherwise null.</summary>
    internal static string? Likely(string word, IEnumerable<string> candidates) =>
        Ranked(word, candidates).Where(near => near.Distance <= Math.Max(1, word.Length / 3)).Select(near => near.Word).FirstOrDefault();

    /// <summary>The nearest candidates, best first.</summary>
    internal static IReadOnlyList<string> Of(string word, IEnumerable<string> candidates, int count) =>
        [.. Ranked(word, candidates).Take(count).Select(near => near.Word)];

    // The bounds keep a hostile file from buying hours with long words.
    private static IEnumerable<(string Word, int Distance)> Ranked(string word, IEnumerable<string> candidates) => word.Length > LongestWord
        ? []
        : candidates.Where(candidate => candidate.Length is > 0 and <= LongestWord).Take(MostCandidates)
            .Select(candidate => (candidate, Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .OrderBy(near => near.Item2).ThenBy(near => near.candidate, StringComparer.Ordinal);

    /// <summary>How many letters must be put in, taken out, changed or swapped with their neighbour to turn one word into the other.</summary>
    internal static int Distance(string from, string to)
    {
        var before = new int[to.Length + 1];
        var last = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var row = new int[to.Length + 1];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                row[j] = Math.Min(changed, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, last) = (last, row);
        }

        return last[to.Length];
    }
}
