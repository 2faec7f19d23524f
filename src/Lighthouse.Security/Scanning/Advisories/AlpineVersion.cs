using System.Numerics;
using System.Text.RegularExpressions;

namespace Lighthouse.Security.Scanning.Advisories;

/// <summary>Orders Alpine versions, such as <c>1.2.3b_rc1-r4</c>, as apk does for what its repositories hold.</summary>
internal static partial class AlpineVersion
{
    private static readonly string[] Suffixes = ["alpha", "beta", "pre", "rc", "", "cvs", "svn", "git", "hg", "p"];

    public static bool IsOne(string text) => text.Length <= 256 && Shape().IsMatch(text);

    public static int Compare(string left, string right)
    {
        var (one, other) = (Shape().Match(left), Shape().Match(right));
        if (CompareNumbers(one.Groups["number"].Value, other.Groups["number"].Value) is var numbers and not 0)
            return numbers;
        if (string.CompareOrdinal(one.Groups["letter"].Value, other.Groups["letter"].Value) is var letters and not 0)
            return letters;
        return CompareSuffixes(one, other) is var suffixes and not 0 ? suffixes : Revision(one).CompareTo(Revision(other));
    }

    private static int CompareNumbers(string left, string right)
    {
        var (parts, others) = (left.Split('.'), right.Split('.'));
        for (var index = 0; index < Math.Min(parts.Length, others.Length); index++)
        {
            // Behind the first, a part with a leading zero is a fraction.
            var order = index > 0 && (parts[index][0] == '0' || others[index][0] == '0')
                ? string.CompareOrdinal(parts[index], others[index])
                : BigInteger.Parse(parts[index]).CompareTo(BigInteger.Parse(others[index]));
            if (order != 0)
                return order;
        }

        return parts.Length.CompareTo(others.Length);
    }

    private static int CompareSuffixes(Match left, Match right)
    {
        var (parts, others) = (left.Groups["suffix"].Captures, right.Groups["suffix"].Captures);
        for (var index = 0; index < Math.Max(parts.Count, others.Count); index++)
        {
            if (Rank(parts, index).CompareTo(Rank(others, index)) is var order and not 0)
                return order;
        }

        return 0;
    }

    private static (int Kind, BigInteger Number) Rank(CaptureCollection suffixes, int index)
    {
        var text = index < suffixes.Count ? suffixes[index].Value : "";
        var word = text.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return (Array.IndexOf(Suffixes, word), word.Length < text.Length ? BigInteger.Parse(text[word.Length..]) : 0);
    }

    private static BigInteger Revision(Match match) => match.Groups["revision"] is { Success: true } revision ? BigInteger.Parse(revision.Value) : 0;

    [GeneratedRegex(@"^(?<number>[0-9]+(\.[0-9]+)*)(?<letter>[a-z]?)(_(?<suffix>(alpha|beta|pre|rc|cvs|svn|git|hg|p)[0-9]*))*(~[0-9a-f]+)?(-r(?<revision>[0-9]+))?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
