using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Collaboration;

/// <summary>Begins to watch the ends of what the events brought back.</summary>
internal sealed class CollaborationDeadlines(ICollaborations collaborations) : IRunsWhenReady
{
    public Task RunAsync(CancellationToken stopping)
    {
        collaborations.WatchDeadlines();
        return Task.CompletedTask;
    }
}
