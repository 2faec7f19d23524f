namespace Lighthouse.Bridge.Diagnostics;

/// <summary>The memory of this process that is collected.</summary>
internal interface IManagedHeap
{
    /// <summary>What was allocated since the process began.</summary>
    long AllocatedBytes { get; }

    /// <summary>
    /// Collects before the first caller is served. The first collection under load would otherwise move what the start made and keeps, while
    /// everybody waits.
    /// </summary>
    void Settle();

    /// <summary>Collects what nobody holds any more and gives its memory back to the system.</summary>
    void GiveBack();
}
