namespace Cake.Frosting.Internal.Definitions;

/// <summary>Finds the names that a person might have meant.</summary>
internal static class NearestNames
{
    /// <summary>Gets the names nearest to a mistyped one, the nearest first.</summary>
    /// <param name="wanted">What was typed.</param>
    /// <param name="known">The names that there are.</param>
    /// <param name="most">How many names to return at most.</param>
    public static IReadOnlyList<string> To(string wanted, IEnumerable<string> known, int most = 3)
    {
        var limit = Math.Max(2, wanted.Length / 2);
        return [.. known
            .Select(name => (name, distance: Distance(wanted.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(candidate => candidate.distance <= limit)
            .OrderBy(candidate => candidate.distance)
            .ThenBy(candidate => candidate.name, StringComparer.OrdinalIgnoreCase)
            .Take(most)
            .Select(candidate => candidate.name)];
    }

    /// <summary>Counts the letters to insert, remove or replace on the way from one word to another.</summary>
    public static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
