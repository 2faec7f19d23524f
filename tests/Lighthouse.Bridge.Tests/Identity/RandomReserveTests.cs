using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Tests.Identity;

public sealed class RandomReserveTests
{
    [Fact]
    public async Task No_bytes_are_given_out_twice_on_any_thread()
    {
        const int Threads = 4;
        const int Each = 2_000;
        var seen = await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Factory.StartNew(
            () => Enumerable.Range(0, Each).Select(_ => Drawn(40)).ToList(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Assert.Equal(Threads * Each, seen.SelectMany(drawn => drawn).Distinct().Count());
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(4_095), InlineData(4_096), InlineData(4_097), InlineData(20_000)]
    public void Any_number_of_bytes_can_be_had(int count)
    {
        var drawn = new byte[count];
        RandomReserve.Fill(drawn);
        // Of so many random bytes at least one is not zero.
        Assert.True(count < 4_095 || drawn.AsSpan(count - 100).ContainsAnyExcept((byte)0));
    }

    private static string Drawn(int count)
    {
        var bytes = new byte[count];
        RandomReserve.Fill(bytes);
        return Convert.ToHexString(bytes);
    }
}
