namespace Lighthouse.Bridge.Tests.Events;

public sealed class WaitOnFile : WaitTests
{
    private protected override StoreHome NewHome(long segmentBytes = 100_000_000) => new TestStore { SegmentBytes = segmentBytes };
}
