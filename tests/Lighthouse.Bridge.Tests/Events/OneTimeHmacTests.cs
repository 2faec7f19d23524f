using System.Security.Cryptography;
using Lighthouse.Bridge.Events.Sealing;

using ClientsHmac = Lighthouse.Bridge.Client.OneTimeHmac;

namespace Lighthouse.Bridge.Tests.Events;

/// <summary>The bridge's and the client's.</summary>
public sealed class OneTimeHmacTests
{
    [Theory]
    [InlineData(0), InlineData(1), InlineData(32), InlineData(63), InlineData(64), InlineData(65), InlineData(200)]
    public void It_is_the_hmac_of_the_standard_for_keys_and_texts_of_any_length(int keyLength)
    {
        var key = new byte[keyLength];
        new Random(keyLength).NextBytes(key);
        foreach (var length in new[] { 0, 1, 55, 56, 64, 119, 960, 961, 1_536, 1_537, 5_000 })
        {
            var content = new byte[length];
            new Random(length).NextBytes(content);
            var mac = new byte[HMACSHA256.HashSizeInBytes];
            OneTimeHmac.Compute(key, content, mac);
            Assert.Equal(HMACSHA256.HashData(key, content), mac);
            mac.AsSpan().Clear();
            ClientsHmac.Compute(key, content, mac);
            Assert.Equal(HMACSHA256.HashData(key, content), mac);
        }
    }
}
