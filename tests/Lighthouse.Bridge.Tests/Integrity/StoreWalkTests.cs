using Lighthouse.Bridge.Integrity;
using Lighthouse.Bridge.Tests.Events;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Integrity;

/// <summary>What a pass over the stored bytes costs the bridge that it runs beside.</summary>
public sealed class StoreWalkTests
{
    // So few bytes that the walk rests nowhere, and stays on the thread whose allocations are counted.
    private const int Records = 500;
    private const int AtMostPerRecord = 8;

    [Fact]
    public async Task A_record_costs_no_memory()
    {
        using var home = new TestStore(inMemory: true);
        await using var store = home.Open();
        await store.AppendAsync([.. Enumerable.Range(1, Records).Select(number => TestStore.Event(number))], RunningBridge.Cancellation);

        await WalkAsync();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var thread = Environment.CurrentManagedThreadId;
        var records = await WalkAsync();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal((thread, Records), (Environment.CurrentManagedThreadId, records));
        Assert.InRange(allocated, 0, Records * AtMostPerRecord);

        async Task<int> WalkAsync()
        {
            var found = 0;
            await foreach (var piece in new StoreWalk(store, home.Directory, home.Seal, long.MaxValue, TimeProvider.System).ReadAsync(RunningBridge.Cancellation))
                found += piece.Record is null ? 0 : 1;
            return found;
        }
    }
}
