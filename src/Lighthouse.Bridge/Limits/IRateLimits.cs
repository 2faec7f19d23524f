using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Limits;

/// <summary>How often an agent, over all its sessions, may do something.</summary>
public interface IRateLimits
{
    /// <summary>Counts one more; null when it is within the limit, otherwise how long to wait.</summary>
    TimeSpan? Take(LimitKind kind, Caller caller);
}
