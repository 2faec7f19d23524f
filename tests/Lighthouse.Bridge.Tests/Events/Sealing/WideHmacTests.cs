using System.Security.Cryptography;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Sealing;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events.Sealing;

public sealed class WideHmacTests
{
    private const int Seed = 23;
    private readonly Random _random = new(Seed);
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(40);

    [Fact]
    public void Records_of_every_length_verify_as_dotnet_seals_them()
    {
        for (var shortest = 64; shortest < 1_100; shortest++)
            Assert.True(VerifyAll(Records([.. Enumerable.Range(0, IManySeals.Most).Select(i => shortest + i)])) == HasVectors, $"from {shortest}");
    }

    [Fact]
    public void Records_of_random_lengths_verify_where_there_is_something_to_gain()
    {
        var verified = 0;
        for (var round = 0; round < 500; round++)
        {
            var lengths = Enumerable.Range(0, _random.Next(1, IManySeals.Most + 1)).Select(_ => _random.Next(64, 1_000)).ToList();
            var blocks = lengths.ConvertAll(length => (length + 9 + 63) / 64);
            var gains = blocks.Sum() >= 8 * blocks.Max();
            Assert.Equal(gains && HasVectors, VerifyAll(Records(lengths)));
            verified += gains ? 1 : 0;
        }
        Assert.InRange(verified, 50, 450);
    }

    [Fact]
    public void A_changed_bit_in_any_part_of_any_record_is_found()
    {
        var lengths = Enumerable.Range(0, IManySeals.Most).Select(i => 500 + (i * 7)).ToList();
        var (bytes, sizes) = Records(lengths);
        for (var i = 0; i < bytes.Length; i++)
        {
            var bit = (byte)(1 << _random.Next(8));
            bytes[i] ^= bit;
            Assert.False(VerifyAll((bytes, sizes)), $"byte {i}");
            bytes[i] ^= bit;
        }
        Assert.Equal(HasVectors, VerifyAll((bytes, sizes)));
    }

    [Fact]
    public void Exchanged_records_of_equal_length_do_not_verify_with_each_others_seals()
    {
        var (bytes, sizes) = Records([.. Enumerable.Repeat(300, IManySeals.Most)]);
        var first = bytes.AsSpan(300, IRecordSeal.Size);
        var second = bytes.AsSpan(332 + 300, IRecordSeal.Size);
        var kept = first.ToArray();
        second.CopyTo(first);
        kept.CopyTo(second);
        Assert.False(VerifyAll((bytes, sizes)));
    }

    [Fact]
    public void A_key_that_is_another_verifies_nothing()
    {
        var (bytes, sizes) = Records([.. Enumerable.Repeat(544, IManySeals.Most)]);
        Assert.False(((IManySeals)new HmacRecordSeal(RandomNumberGenerator.GetBytes(40))).VerifyAll(bytes, sizes));
    }

    // Without vectors of 512 bits nothing is confirmed together, and each record is verified for itself.
    private static bool HasVectors => WideSha256.IsSupported && OperatingSystem.IsLinux();

    private bool VerifyAll((byte[] Bytes, int[] Sizes) records) => ((IManySeals)new HmacRecordSeal(_key)).VerifyAll(records.Bytes, records.Sizes);

    private (byte[] Bytes, int[] Sizes) Records(IReadOnlyList<int> contents)
    {
        var bytes = new List<byte>();
        foreach (var length in contents)
        {
            var content = new byte[length];
            _random.NextBytes(content);
            bytes.AddRange(content);
            bytes.AddRange(HMACSHA256.HashData(_key, content));
        }
        return ([.. bytes], [.. contents.Select(length => length + IRecordSeal.Size)]);
    }
}
