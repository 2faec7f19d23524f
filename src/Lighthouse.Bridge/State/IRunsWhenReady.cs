namespace Lighthouse.Bridge.State;

/// <summary>Background work that begins when the state has been rebuilt and ends with the bridge.</summary>
public interface IRunsWhenReady
{
    /// <summary>Runs until cancelled. An exception that leaves it ends the bridge.</summary>
    Task RunAsync(CancellationToken stopping);
}
