using System.Collections.Concurrent;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Limits;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("limit-checked-then-taken", "rate-limit-bypass", "looking whether there is room for a question and taking it are two steps, and parallel requests fit between them")]
internal sealed class LimitCheckedThenTaken(IRateLimits inner) : IRateLimits, IDefect
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(10);
    private readonly ConcurrentDictionary<(LimitKind Kind, string AgentId), TimeSpan> full = new();

    public static void Seed(IServiceCollection services) => services.Decorate<IRateLimits>(inner => new LimitCheckedThenTaken(inner));

    public TimeSpan? Take(LimitKind kind, Caller caller)
    {
        if (kind == LimitKind.Requests)
            return inner.Take(kind, caller);
        if (full.TryGetValue((kind, caller.AgentId), out var known))
            return known;
        Thread.Sleep(Between);
        if (inner.Take(kind, caller) is { } wait)
            full[(kind, caller.AgentId)] = wait;
        return null;
    }
}
