using Lighthouse.Security.Wire;

namespace Lighthouse.Security.RateLimitBypass;

/// <summary>An operation that a caller may use only so often, by the target's own word.</summary>
/// <param name="Name">What it does, such as "ask an agent".</param>
/// <param name="PerMinute">How many a minute are allowed once the burst is used up.</param>
/// <param name="Burst">How many are allowed at once.</param>
/// <param name="Requests">How many are sent each time: clearly more than the burst.</param>
/// <param name="Fresh">Makes so many different requests of one caller who has used up nothing yet, over as many of its sessions as it may have.</param>
public sealed record LimitedOperation(string Name, double PerMinute, int Burst, int Requests, Func<int, CancellationToken, Task<LimitedRequests>> Fresh);

/// <summary>Requests of one caller that were not sent yet.</summary>
/// <param name="OfOneSession">All over one session.</param>
/// <param name="OfSeveralSessions">All over several sessions by turns; empty when the operation is not to be tried so.</param>
/// <param name="Secrets">What must not show in a report.</param>
public sealed record LimitedRequests(IReadOnlyList<RawRequest> OfOneSession, IReadOnlyList<RawRequest> OfSeveralSessions, IReadOnlyList<string> Secrets);
