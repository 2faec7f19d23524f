namespace Lighthouse.Bridge.State;

/// <summary>Whether the state has been rebuilt, so that requests can be answered.</summary>
internal sealed class Readiness
{
    private volatile bool _isReady;

    public bool IsReady
    {
        get => _isReady;
        set => _isReady = value;
    }

    /// <summary>Why the bridge cannot go on; null while it can.</summary>
    public string? Failure { get; set; }
}
