namespace Lighthouse.Bridge.Diagnostics;

/// <summary>The memory of this process that is collected.</summary>
internal interface IManagedHeap
{
    /// <summary>What was allocated since the process began.</summary>
    long AllocatedBytes { get; }

    /// <summary>Collects what nobody holds any more and gives its memory back to the system.</summary>
    void GiveBack();
}
