using System.Security.Cryptography;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Sealing;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events.Sealing;

public sealed class PaddedHmacTests
{
    private const int Seed = 19;

    [Fact]
    public void Libcrypto_computes_what_dotnet_does_for_every_length_of_key_and_content()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "libcrypto 3 is looked for on Linux");
        var random = new Random(Seed);
        for (var length = 0; length <= 1_100; length++)
        {
            var key = Bytes(random, length % 150);
            AssertSame(key, Bytes(random, length));
        }
        AssertSame(Bytes(random, 48), Bytes(random, EventLimits.EventBytes + 64));
    }

    [Fact]
    public async Task Several_threads_do_not_disturb_each_other()
    {
        var random = new Random(Seed);
        var key = Bytes(random, 40);
        var contents = Enumerable.Range(0, 64).Select(i => Bytes(random, 100 + i)).ToList();
        var seal = new HmacRecordSeal(key);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var round = 0; round < 500; round++)
                foreach (var content in contents)
                    Assert.True(seal.Verify(content, HMACSHA256.HashData(key, content)));
        })));
    }

    [Fact]
    public void One_bit_more_or_less_is_another_seal()
    {
        var random = new Random(Seed);
        var content = Bytes(random, 544);
        var seal = new HmacRecordSeal(Bytes(random, 32));
        var sealed_ = new byte[IRecordSeal.Size];
        seal.Compute(content, sealed_);
        for (var bit = 0; bit < sealed_.Length * 8; bit++)
        {
            var changed = sealed_.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(seal.Verify(content, changed));
        }
        Assert.True(seal.Verify(content, sealed_));
    }

    private static void AssertSame(byte[] key, byte[] content)
    {
        var hmac = PaddedHmac.TryCreate(key);
        Assert.NotNull(hmac);
        var ours = new byte[IRecordSeal.Size];
        hmac.Compute(content, ours);
        Assert.Equal(HMACSHA256.HashData(key, content), ours);
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
