using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lighthouse.Security.SessionHijacking;

namespace Lighthouse.Instruments.Tests.Security.SessionHijacking;

public sealed class IdPatternsTests
{
    private static readonly string[] Owners = [.. Enumerable.Range(0, IdPatterns.Least).Select(index => $"agent-{index}")];
    private static readonly string[] Seconds = [.. Enumerable.Range(0, IdPatterns.Least).Select(index => $"{1_795_000_000 + index}")];

    [Fact]
    public void Random_ids_follow_no_pattern()
    {
        // A fixed seed: chance would fail one run in ten thousand.
        var random = new Random(417);
        Assert.Empty(Found(_ => Hex(random)));
    }

    [Fact]
    public void A_counter_is_seen() => Assert.Contains("ids rise or fall with time", Found(index => (1_000 + index).ToString("x32", CultureInfo.InvariantCulture)));

    [Fact]
    public void A_time_before_random_bits_is_seen()
    {
        var random = new Random(417);
        var found = Found(index => (1_795_000_000_000 + index).ToString("x12", CultureInfo.InvariantCulture) + Hex(random)[..20]);
        Assert.Contains("ids rise or fall with time", found);
        Assert.Contains("ids begin alike", found);
    }

    [Fact]
    public void A_bit_that_never_changes_is_seen()
    {
        var random = new Random(417);
        Assert.Equal(["a bit is nearly always the same"], Found(_ => Hex(random)[..31] + "8"));
    }

    [Fact]
    public void An_id_that_comes_again_is_seen()
    {
        var random = new Random(417);
        var again = Hex(random);
        Assert.Contains("an id came twice", Found(index => index is 3 or 40 ? again : Hex(random)));
    }

    [Fact]
    public void A_hash_of_agent_and_time_is_seen() => Assert.Equal(
        ["an id is a hash of what is known"],
        Found(index => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Owners[index]}:{Seconds[index]}")))[..32]));

    [Fact]
    public void Short_ids_are_seen()
    {
        var random = new Random(417);
        Assert.Equal(["ids are too short"], Found(_ => Hex(random)[..16]));
    }

    private static List<string> Found(Func<int, string> id) =>
        [.. IdPatterns.Of([.. Enumerable.Range(0, IdPatterns.Least).Select(id)], Owners, Seconds).Where(pattern => pattern.Holds).Select(pattern => pattern.Name)];

    private static string Hex(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
