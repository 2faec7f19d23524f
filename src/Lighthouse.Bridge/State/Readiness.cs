namespace Lighthouse.Bridge.State;

/// <summary>Whether the state has been rebuilt, so that requests can be answered.</summary>
internal sealed class Readiness
{
    private volatile bool _isReady;
    private volatile bool _isDraining;

    public bool IsReady
    {
        get => _isReady;
        set => _isReady = value;
    }

    /// <summary>Whether the bridge was told to stop: nothing new should be sent to it.</summary>
    public bool IsDraining
    {
        get => _isDraining;
        set => _isDraining = value;
    }

    /// <summary>Why the bridge cannot go on; null while it can.</summary>
    public string? Failure { get; set; }
}
