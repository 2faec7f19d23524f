using System.Collections.Concurrent;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("sessions-by-the-wall-clock", "clock-skew", "how long a session was idle is reckoned by the wall clock, so that a jump ends sessions that are in use")]
internal sealed class SessionsByTheWallClock(IAuthenticator inner, TimeProvider time) : IAuthenticator, IDefect
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(120);
    private readonly ConcurrentDictionary<string, DateTimeOffset> used = new(StringComparer.Ordinal);

    public static void Seed(IServiceCollection services) =>
        services.Decorate<IAuthenticator>((inner, provider) => new SessionsByTheWallClock(inner, provider.GetRequiredService<TimeProvider>()));

    public Caller Authenticate(PresentedIdentity presented)
    {
        var caller = inner.Authenticate(presented);
        var now = time.GetUtcNow();
        var before = used.GetOrAdd(caller.SessionId, now);
        used[caller.SessionId] = now;
        return now - before <= Idle ? caller : throw new RefusalException(StatusCodes.Status403Forbidden, "session_expired", "The session was idle too long.");
    }
}
