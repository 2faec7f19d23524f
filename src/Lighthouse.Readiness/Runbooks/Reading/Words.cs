using System.Text;

namespace Lighthouse.Readiness.Runbooks.Reading;

/// <summary>The words by which a runbook names the members of an enumeration: <c>data_growth</c> for <c>DataGrowth</c>.</summary>
internal static class Words<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> ByWord = Enum.GetValues<T>().ToDictionary(value => ToWord(value.ToString()), StringComparer.Ordinal);

    /// <summary>Every word, in the order of the members.</summary>
    internal static IReadOnlyList<string> All { get; } = [.. ByWord.Keys];

    internal static bool TryRead(string word, out T value) => ByWord.TryGetValue(word, out value);

    private static string ToWord(string name)
    {
        var word = new StringBuilder();
        foreach (var letter in name)
            word.Append(char.IsUpper(letter) && word.Length > 0 ? "_" : "").Append(char.ToLowerInvariant(letter));
        return word.ToString();
    }
}
