using System.Text.Json;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Experts;

/// <summary>Work that is handed to experts: delegations and tasks.</summary>
public interface IDelegations : IEventSourced
{
    /// <summary>Hands work to an expert.</summary>
    /// <exception cref="RefusalException">
    /// 404 nobody such is registered, 409 nobody such can take it now, 413 the input is too large, 422 the asker names itself, 429 too much of the
    /// asker's is open.
    /// </exception>
    Task<DelegationView> CreateAsync(DelegationRequest request);

    /// <summary>Ends a piece of work by its expert's word.</summary>
    /// <param name="caller">The expert.</param>
    /// <param name="id">The work.</param>
    /// <param name="failed">Whether the expert says that it failed.</param>
    /// <param name="result">What it gives; null for none.</param>
    /// <param name="error">Why it failed; null for none.</param>
    /// <exception cref="RefusalException">404 unknown, 403 somebody else's, 409 ended, 410 after the deadline, 413 the result is too large.</exception>
    Task<DelegationState> CompleteAsync(Caller caller, string id, bool failed, JsonElement? result, string? error);

    /// <summary>A piece of work as a party may see it, no older than any event about it that the caller has seen.</summary>
    /// <exception cref="RefusalException">404 unknown, 403 somebody else's.</exception>
    Task<DelegationView> ViewAsync(Caller caller, string id);

    /// <summary>Waits until a piece of work has ended; it is still pending when whether it has cannot be known.</summary>
    /// <exception cref="RefusalException">404 unknown.</exception>
    Task<DelegationView> EndOfAsync(string id, CancellationToken cancellation);

    /// <summary>An expert's open work: the most urgent first, then the oldest.</summary>
    IReadOnlyList<DelegationView> OpenFor(string expert);

    /// <summary>
    /// Lets a lost expert's open work go: what the bridge had routed passes to another that can take it; of the rest, a suspended expert's fails,
    /// and an offline expert's waits for it until its deadline.
    /// </summary>
    Task LeaveAsync(string expert, ExpertLoss loss);

    /// <summary>Begins to watch the deadlines of what the events brought back.</summary>
    void WatchDeadlines();

    /// <summary>What was measured.</summary>
    DelegationFigures Measure();
}
