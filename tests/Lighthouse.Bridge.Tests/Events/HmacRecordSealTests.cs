using Lighthouse.Bridge.Events;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events;

public sealed class HmacRecordSealTests
{
    [Fact]
    public void A_seal_that_differs_in_any_bit_or_in_length_does_not_verify()
    {
        var seal = new HmacRecordSeal(TestStore.Key);
        var content = new byte[300];
        var right = new byte[IRecordSeal.Size];
        seal.Compute(content, right);
        Assert.True(seal.Verify(content, right));

        for (var bit = 0; bit < right.Length * 8; bit++)
        {
            right[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(seal.Verify(content, right), $"bit {bit}");
            right[bit / 8] ^= (byte)(1 << (bit % 8));
        }
        Assert.False(seal.Verify(content, right.AsSpan(0, IRecordSeal.Size - 1)));
        Assert.False(seal.Verify(content, [.. right, 0]));
        Assert.False(seal.Verify(content, []));
    }
}
