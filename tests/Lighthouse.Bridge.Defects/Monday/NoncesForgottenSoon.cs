using System.Collections.Concurrent;
using System.Diagnostics;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("nonces-forgotten-soon", "nonce-reuse", "used nonces are kept for 200 ms, although the proofs that they came with are good for minutes")]
internal sealed class NoncesForgottenSoon(INonces inner) : INonces, IDefect
{
    private static readonly TimeSpan Kept = TimeSpan.FromMilliseconds(200);
    private readonly ConcurrentDictionary<(NonceKind Kind, string Nonce), long> used = new();
    private readonly Lock oneAtATime = new();

    public static void Seed(IServiceCollection services) => services.Decorate<INonces>(inner => new NoncesForgottenSoon(inner));

    public bool TryConsume(NonceKind kind, string nonce, long usableUntil)
    {
        lock (oneAtATime)
        {
            if (used.TryGetValue((kind, nonce), out var at) && Stopwatch.GetElapsedTime(at) < Kept)
                return false;
            used[(kind, nonce)] = Stopwatch.GetTimestamp();
            return true;
        }
    }

    public void Remember(NonceKind kind, string nonce, long usableUntil) => inner.Remember(kind, nonce, usableUntil);

    public long ForgottenUntil(NonceKind kind) => inner.ForgottenUntil(kind);
}
