using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Collaboration;

/// <summary>Sessions in which several agents share a context.</summary>
public interface ICollaborations : IEventSourced
{
    /// <summary>Collaborations that are open.</summary>
    int OpenCount { get; }

    /// <summary>Starts one.</summary>
    /// <exception cref="RefusalException">404 for an unknown participant, 422 for too few or too many, 429 when the caller has too many open.</exception>
    Task<CollaborationView> StartAsync(Caller caller, CollaborationPlan plan);

    /// <summary>Shares a value with all participants.</summary>
    /// <returns>The context's new version.</returns>
    /// <exception cref="RefusalException">
    /// 404 unknown, 403 the caller takes no part, 409 it has ended or the context is another than expected, 413 the context would be too large.
    /// </exception>
    Task<long> ShareAsync(Caller caller, SharedValue value);

    /// <summary>Ends one; whoever started it may, and an admin.</summary>
    /// <exception cref="RefusalException">404 unknown, 403 not the caller's to end, 409 ended.</exception>
    Task<CollaborationView> EndAsync(Caller caller, string sessionId, string? summary);

    /// <summary>One as a participant may see it, no older than any event about it that the caller has seen.</summary>
    /// <exception cref="RefusalException">404 unknown, 403 the caller takes no part.</exception>
    Task<CollaborationView> ViewAsync(Caller caller, string sessionId);

    /// <summary>Begins to watch the ends of what the events brought back.</summary>
    void WatchDeadlines();
}
