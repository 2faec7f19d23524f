namespace Lighthouse.Chaos.Exhaustion;

/// <summary>What the kernel limits for a process, by its number on Linux.</summary>
public enum LimitedResource
{
    /// <summary>Bytes of private memory that it may write to.</summary>
    Data = 2,

    /// <summary>Open files and connections.</summary>
    OpenFiles = 7,
}
