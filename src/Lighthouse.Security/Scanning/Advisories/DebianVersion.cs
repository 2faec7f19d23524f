namespace Lighthouse.Security.Scanning.Advisories;

/// <summary>Orders Debian versions, <c>[epoch:]upstream[-revision]</c>, as dpkg does.</summary>
internal static class DebianVersion
{
    public static bool IsOne(string text) => text.Length is > 0 and <= 256 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || ".+-~:".Contains(letter, StringComparison.Ordinal));

    public static int Compare(string left, string right)
    {
        var (leftEpoch, leftUpstream, leftRevision) = Split(left);
        var (rightEpoch, rightUpstream, rightRevision) = Split(right);
        if (CompareNumbers(leftEpoch, rightEpoch) is var epoch and not 0)
            return epoch;
        return ComparePart(leftUpstream, rightUpstream) is var upstream and not 0 ? upstream : ComparePart(leftRevision, rightRevision);
    }

    private static (string Epoch, string Upstream, string Revision) Split(string version)
    {
        var colon = version.IndexOf(':', StringComparison.Ordinal);
        var rest = version[(colon + 1)..];
        var dash = rest.LastIndexOf('-');
        return (colon < 0 ? "0" : version[..colon], dash < 0 ? rest : rest[..dash], dash < 0 ? "" : rest[(dash + 1)..]);
    }

    private static int ComparePart(string left, string right)
    {
        var (at, other) = (0, 0);
        while (at < left.Length || other < right.Length)
        {
            while ((at < left.Length && !char.IsAsciiDigit(left[at])) || (other < right.Length && !char.IsAsciiDigit(right[other])))
            {
                if (Rank(left, at).CompareTo(Rank(right, other)) is var order and not 0)
                    return order;
                at++;
                other++;
            }

            if (CompareNumbers(Digits(left, ref at), Digits(right, ref other)) is var numbers and not 0)
                return numbers;
        }

        return 0;
    }

    // A tilde sorts before the end, the end before letters, letters before everything else.
    private static int Rank(string text, int at)
    {
        if (at >= text.Length || char.IsAsciiDigit(text[at]))
            return 0;
        return text[at] switch { '~' => -1, var letter when char.IsAsciiLetter(letter) => letter, var other => other + 256 };
    }

    private static string Digits(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return start < text.Length ? text[start..Math.Min(at, text.Length)] : "";
    }

    private static int CompareNumbers(string left, string right)
    {
        (left, right) = (left.TrimStart('0'), right.TrimStart('0'));
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(left, right);
    }
}
