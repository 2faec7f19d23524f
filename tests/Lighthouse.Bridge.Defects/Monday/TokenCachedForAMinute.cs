using System.Collections.Concurrent;
using System.Diagnostics;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("token-cached-for-a-minute", "replay", "a token that was good is taken for good for a minute, whatever became of its session")]
internal sealed class TokenCachedForAMinute(ISessions inner) : DecoratedSessions(inner), IDefect
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(string Token, Peer Peer), (Caller Caller, long At)> good = new();

    public static void Seed(IServiceCollection services) => services.Decorate<ISessions>(inner => new TokenCachedForAMinute(inner));

    public override Caller? Authenticate(string token, Peer peer)
    {
        if (good.TryGetValue((token, peer), out var kept) && Stopwatch.GetElapsedTime(kept.At) < Kept)
            return kept.Caller;
        if (base.Authenticate(token, peer) is not { } caller)
            return null;
        good[(token, peer)] = (caller, Stopwatch.GetTimestamp());
        return caller;
    }
}
