using System.Numerics;

namespace Lighthouse.Security.Scanning.Advisories;

/// <summary>A NuGet version: one to four numbers, a pre-release label that sorts before the release, metadata that sorts nowhere.</summary>
internal sealed class NuGetVersion : IComparable<NuGetVersion>
{
    private const int LongestText = 256;

    private readonly BigInteger[] _numbers;
    private readonly string[] _label;

    private NuGetVersion(BigInteger[] numbers, string[] label) => (_numbers, _label) = (numbers, label);

    /// <summary>Reads a version; null when it is none.</summary>
    public static NuGetVersion? Parse(string text)
    {
        if (text.Length is 0 or > LongestText)
            return null;
        var release = text.Split('+', 2)[0].Split('-', 2);
        var parts = release[0].Split('.');
        if (parts.Length > 4 || !Array.TrueForAll(parts, IsNumber))
            return null;
        var label = release.Length == 2 ? release[1].Split('.') : [];
        return Array.TrueForAll(label, part => part.Length > 0 && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
            ? new NuGetVersion([.. parts.Select(BigInteger.Parse), .. Enumerable.Repeat(BigInteger.Zero, 4 - parts.Length)], label)
            : null;
    }

    public int CompareTo(NuGetVersion? other)
    {
        if (other is null)
            return 1;
        for (var index = 0; index < _numbers.Length; index++)
        {
            if (_numbers[index].CompareTo(other._numbers[index]) is var order and not 0)
                return order;
        }

        return CompareLabels(_label, other._label);
    }

    private static int CompareLabels(string[] left, string[] right)
    {
        if (left.Length == 0 || right.Length == 0)
            return right.Length.CompareTo(left.Length);
        for (var index = 0; index < Math.Min(left.Length, right.Length); index++)
        {
            if (ComparePart(left[index], right[index]) is var order and not 0)
                return order;
        }

        return left.Length.CompareTo(right.Length);
    }

    private static int ComparePart(string left, string right) => (IsNumber(left), IsNumber(right)) switch
    {
        (true, true) => BigInteger.Parse(left).CompareTo(BigInteger.Parse(right)),
        (true, false) => -1,
        (false, true) => 1,
        _ => string.Compare(left, right, StringComparison.OrdinalIgnoreCase),
    };

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);
}
