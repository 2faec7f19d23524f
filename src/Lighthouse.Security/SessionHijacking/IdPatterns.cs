using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Lighthouse.Security.SessionHijacking;

/// <summary>Patterns in ids that should have none. A sound source shows one of them by chance in less than one of ten thousand runs.</summary>
internal static class IdPatterns
{
    /// <summary>Fewest ids of which anything can be said.</summary>
    public const int Least = 48;

    // Standard deviations from the mean at which chance is no explanation.
    private const double Far = 5;
    private const int Beginning = 8;

    /// <summary>Each pattern and whether the ids follow it.</summary>
    /// <param name="ids">The ids in the order in which they were given out.</param>
    /// <param name="owners">Whose each is.</param>
    /// <param name="seconds">When each was asked for, in unix seconds.</param>
    public static IEnumerable<(string Name, bool Holds)> Of(IReadOnlyList<string> ids, IReadOnlyList<string> owners, IReadOnlyList<string> seconds)
    {
        yield return ("an id came twice", ids.Distinct(StringComparer.Ordinal).Count() < ids.Count);
        yield return ("ids begin alike", ids.Select(id => id[..Math.Min(Beginning, id.Length)]).Distinct(StringComparer.Ordinal).Count() < ids.Count);
        yield return ("ids are too short", ids.Any(id => id.Length < (IsHex(id) ? 32 : 22)));
        yield return ("ids rise or fall with time", RiseOrFall(ids));
        var bits = ids.Select(Bits).ToList();
        var length = bits.Min(one => one.Length);
        yield return ("a bit is nearly always the same", Enumerable.Range(0, length).Any(place => IsFar(bits.Count(one => one[place]), ids.Count)));
        yield return ("neighbours are alike or opposite", AreNeighboursAlike(bits, length));
        yield return ("an id is a hash of what is known", ids.Select((id, index) => IsHashOf(id, Known(owners[index], seconds[index], index))).Any(known => known));
    }

    private static bool RiseOrFall(IReadOnlyList<string> ids)
    {
        var rises = ids.Zip(ids.Skip(1), (one, next) => string.CompareOrdinal(one, next) < 0).Count(isRise => isRise);

        // The number of rises of a random order of n has the mean (n-1)/2 and the variance (n+1)/12.
        return Math.Abs(rises - ((ids.Count - 1) / 2.0)) > Far * Math.Sqrt((ids.Count + 1) / 12.0);
    }

    private static bool IsFar(int ones, int count) => Math.Abs(ones - (count / 2.0)) > Far * Math.Sqrt(count) / 2;

    private static bool AreNeighboursAlike(List<bool[]> bits, int length)
    {
        var different = bits.Zip(bits.Skip(1), (one, next) => Enumerable.Range(0, length).Count(place => one[place] != next[place])).Sum();
        return IsFar(different, length * (bits.Count - 1));
    }

    private static bool[] Bits(string id)
    {
        var bytes = IsHex(id) && id.Length % 2 == 0 ? Convert.FromHexString(id) : SHA256.HashData(Encoding.UTF8.GetBytes(id));
        return [.. bytes.SelectMany(one => Enumerable.Range(0, 8).Select(place => (one & (1 << place)) != 0))];
    }

    private static bool IsHex(string id) => id.Length > 0 && id.All(char.IsAsciiHexDigit);

    private static IEnumerable<string> Known(string owner, string second, int index)
    {
        var at = BigInteger.Parse(second, System.Globalization.CultureInfo.InvariantCulture);
        foreach (var moved in Enumerable.Range(-2, 5).Select(step => (at + step).ToString(System.Globalization.CultureInfo.InvariantCulture)))
        {
            yield return moved;
            foreach (var between in new[] { "", ":", "-", "_", "|", "\n" })
            {
                yield return owner + between + moved;
                yield return moved + between + owner;
            }
        }

        yield return owner;
        yield return $"{index}";
        yield return $"{index + 1}";
    }

    [SuppressMessage("Security", "CA5350:Do not use weak cryptographic algorithms", Justification = "It is looked whether a target's ids are made with it; nothing is protected by it here.")]
    [SuppressMessage("Security", "CA5351:Do not use broken cryptographic algorithms", Justification = "It is looked whether a target's ids are made with it; nothing is protected by it here.")]
    private static bool IsHashOf(string id, IEnumerable<string> texts) => texts.Select(Encoding.UTF8.GetBytes)
        .SelectMany(text => new[] { SHA256.HashData(text), MD5.HashData(text), SHA1.HashData(text) })
        .Any(hash => Convert.ToHexStringLower(hash).StartsWith(id.ToLowerInvariant(), StringComparison.Ordinal));
}
