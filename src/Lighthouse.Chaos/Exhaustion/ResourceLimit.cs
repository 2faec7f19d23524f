using Lighthouse.Chaos.ProcessKill;

namespace Lighthouse.Chaos.Exhaustion;

/// <summary>What a process may have of something, and no more.</summary>
public abstract class ResourceLimit
{
    /// <summary>What it is, lower case with hyphens.</summary>
    public abstract string Name { get; }

    /// <summary>Notes what is needed to set it. Changes nothing.</summary>
    /// <exception cref="ChaosException">It cannot be set here.</exception>
    internal abstract void Prepare(ProcessIdentity process);

    /// <summary>Sets it.</summary>
    /// <exception cref="ChaosException">It was not set.</exception>
    internal abstract void Set(ProcessIdentity process);

    /// <summary>Lifts it; safe when it was not set, and when the process has ended.</summary>
    internal abstract void Lift(ProcessIdentity process);

    /// <summary>What the kernel says of it, and whether that is the limit that was set. Asked before the pressure and again when it was felt.</summary>
    internal abstract EffectProof Seen(ProcessIdentity process, bool hasEnded);
}
