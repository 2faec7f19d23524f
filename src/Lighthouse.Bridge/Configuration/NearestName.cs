namespace Lighthouse.Bridge.Configuration;

/// <summary>Finds the name that was probably meant.</summary>
internal static class NearestName
{
    private const int MostCompared = 200;

    /// <summary>The candidate that the fewest single-character changes make out of the name; the first by alphabet among equals.</summary>
    public static string Of(string name, IEnumerable<string> candidates) =>
        candidates.Order(StringComparer.Ordinal).MinBy(candidate => Distance(name, candidate)) ?? "";

    /// <summary>Insertions, deletions and replacements between two names, without regard to case (Levenshtein).</summary>
    public static int Distance(string left, string right)
    {
        left = left[..Math.Min(left.Length, MostCompared)].ToUpperInvariant();
        right = right[..Math.Min(right.Length, MostCompared)].ToUpperInvariant();
        var above = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var row = 1; row <= left.Length; row++)
        {
            var line = new int[right.Length + 1];
            line[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var replaced = above[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
                line[column] = Math.Min(replaced, Math.Min(above[column], line[column - 1]) + 1);
            }

            above = line;
        }

        return above[right.Length];
    }
}
