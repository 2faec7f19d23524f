using System.Collections.Concurrent;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("sessions-by-the-wall-clock", "clock-skew", "the idle time of a session is reckoned by the wall clock, so that a jump ahead ends sessions that are in use")]
internal sealed class SessionsByTheWallClock(ISessions inner, TimeProvider time) : DecoratedSessions(inner), IDefect
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(2);
    private readonly ConcurrentDictionary<string, DateTimeOffset> used = new(StringComparer.Ordinal);

    public static void Seed(IServiceCollection services) =>
        services.Decorate<ISessions>((inner, provider) => new SessionsByTheWallClock(inner, provider.GetRequiredService<TimeProvider>()));

    public override Caller? Authenticate(string token, Peer peer)
    {
        var now = time.GetUtcNow();
        if (used.TryGetValue(token, out var before) && now - before > Idle)
            return null;
        used[token] = now;
        return base.Authenticate(token, peer);
    }
}
