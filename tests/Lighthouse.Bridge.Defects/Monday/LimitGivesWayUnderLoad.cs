using System.Collections.Concurrent;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Limits;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("limit-gives-way-under-load", "rate-limit-bypass", "the limiter keeps 400 agents in mind, and lets every second request of the others through uncounted")]
internal sealed class LimitGivesWayUnderLoad(IRateLimits inner) : IRateLimits, IDefect
{
    private const int Kept = 400;
    private readonly ConcurrentDictionary<string, bool> known = new();
    private int number;

    public static void Seed(IServiceCollection services) => services.Decorate<IRateLimits>(inner => new LimitGivesWayUnderLoad(inner));

    public TimeSpan? Take(LimitKind kind, Caller caller)
    {
        if (known.Count < Kept)
            known.TryAdd(caller.AgentId, true);
        return known.ContainsKey(caller.AgentId) || Interlocked.Increment(ref number) % 2 == 0 ? inner.Take(kind, caller) : null;
    }
}
