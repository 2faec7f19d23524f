namespace Lighthouse.Bridge.Diagnostics;

/// <summary>The memory of the runtime that runs this.</summary>
internal sealed class ManagedHeap : IManagedHeap
{
    /// <inheritdoc/>
    public long AllocatedBytes => GC.GetTotalAllocatedBytes();

    /// <inheritdoc/>
    public void Settle() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);

    /// <inheritdoc/>
    public void GiveBack() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
