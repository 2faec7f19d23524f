using System.Collections.Concurrent;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("revoked-for-a-minute", "session-hijacking", "a token that was checked is believed for another minute, whatever has become of its session")]
internal sealed class RevokedForAMinute(ISessions inner, TimeProvider time) : DecoratedSessions(inner), IDefect
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(string Token, Peer Peer), (Caller Caller, long At)> seen = new();

    public static void Seed(IServiceCollection services) =>
        services.Decorate<ISessions>((inner, provider) => new RevokedForAMinute(inner, provider.GetRequiredService<TimeProvider>()));

    public override Caller? Authenticate(string token, Peer peer)
    {
        if (seen.TryGetValue((token, peer), out var known) && time.GetElapsedTime(known.At) < Minute)
            return known.Caller;
        var caller = base.Authenticate(token, peer);
        if (caller is not null)
            seen[(token, peer)] = (caller, time.GetTimestamp());
        return caller;
    }
}
