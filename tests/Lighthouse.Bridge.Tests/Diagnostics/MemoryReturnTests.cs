using Lighthouse.Bridge.Diagnostics;

namespace Lighthouse.Bridge.Tests.Diagnostics;

public sealed class MemoryReturnTests
{
    private readonly FakeHeap _heap = new();
    private readonly MemoryReturn _return;

    public MemoryReturnTests() => _return = new(_heap, TimeProvider.System);

    [Fact]
    public void A_burst_is_given_back_once_when_it_is_over()
    {
        _heap.AllocatedBytes += MemoryReturn.WorthBytes;
        _return.Look();
        Assert.Equal(0, _heap.Collections);

        _return.Look();
        Assert.Equal(1, _heap.Collections);

        _return.Look();
        Assert.Equal(1, _heap.Collections);
    }

    [Fact]
    public void Who_is_at_work_is_not_stopped()
    {
        for (var look = 0; look < 200; look++)
        {
            _heap.AllocatedBytes += MemoryReturn.IdleBytes + 1;
            _return.Look();
        }

        Assert.Equal(0, _heap.Collections);
    }

    [Fact]
    public void A_little_work_all_the_time_is_never_stopped()
    {
        for (var allocated = 0L; allocated < 3 * MemoryReturn.WorthBytes; allocated += MemoryReturn.IdleBytes)
        {
            _heap.AllocatedBytes += MemoryReturn.IdleBytes;
            _return.Look();
        }

        Assert.Equal(0, _heap.Collections);
    }

    [Fact]
    public void A_burst_may_go_over_many_looks()
    {
        for (var allocated = 0L; allocated < MemoryReturn.WorthBytes; allocated += 2 * MemoryReturn.IdleBytes)
        {
            _heap.AllocatedBytes += 2 * MemoryReturn.IdleBytes;
            _return.Look();
        }

        _return.Look();
        Assert.Equal(1, _heap.Collections);
    }

    [Fact]
    public void What_was_allocated_before_it_began_to_look_does_not_count()
    {
        _heap.AllocatedBytes += MemoryReturn.WorthBytes - 1;
        _return.Look();
        _return.Look();
        Assert.Equal(0, _heap.Collections);
    }

    private sealed class FakeHeap : IManagedHeap
    {
        public long AllocatedBytes { get; set; } = 10 * MemoryReturn.WorthBytes;

        public int Collections { get; private set; }

        public void Settle() => throw new InvalidOperationException("Only a start settles.");

        public void GiveBack() => Collections++;
    }
}
