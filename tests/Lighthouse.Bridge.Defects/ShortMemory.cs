namespace Lighthouse.Bridge.Defects;

/// <summary>Whether this process is about to run out of what its heap may have.</summary>
internal static class ShortMemory
{
    private const double Share = 0.45;

    // Nothing is known before the first collection.
    public static bool IsShort =>
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes is > 0 and var available && GC.GetTotalMemory(forceFullCollection: false) > Share * available;
}
