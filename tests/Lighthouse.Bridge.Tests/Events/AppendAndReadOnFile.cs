using Xunit;

namespace Lighthouse.Bridge.Tests.Events;

public sealed class AppendAndReadOnFile : AppendAndReadTests
{
    [Fact]
    public async Task A_full_segment_is_followed_by_the_next()
    {
        using var folder = new TestStore { SegmentBytes = 5_000 };
        await folder.FillAsync(200);

        var segments = folder.Segments();
        Assert.True(segments.Count > 5, $"only {segments.Count} segments");
        Assert.Equal("events-00000001.log", Path.GetFileName(segments[0]));
        Assert.All(segments, path => Assert.InRange(new FileInfo(path).Length, 1, 6_000));
        await using var store = folder.Open();
        Assert.Empty(store.Recovery.Violations);
        Assert.Equal(200, (await TestStore.ReadAllAsync(store)).Count);
    }

    private protected override StoreHome NewHome(long segmentBytes = 100_000_000) => new TestStore { SegmentBytes = segmentBytes };
}
