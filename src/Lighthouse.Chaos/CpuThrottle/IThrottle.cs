namespace Lighthouse.Chaos.CpuThrottle;

/// <summary>A way to keep a process from running; disposing of it lets the process run.</summary>
internal interface IThrottle : IDisposable
{
    /// <summary>Begins. What it changes outside this process is written down before.</summary>
    void Begin();

    /// <summary>Looks once; called again and again while the effect is sought.</summary>
    void Look();

    /// <summary>Whether the looks so far show that the process is kept from running, and what they saw.</summary>
    EffectProof Seen { get; }
}
