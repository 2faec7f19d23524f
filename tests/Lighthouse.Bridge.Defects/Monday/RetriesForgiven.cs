using System.Collections.Concurrent;
using System.Diagnostics;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("retries-forgiven", "replay", "a proof that comes again within 100 ms is taken for a retry of the network and opens another session")]
internal sealed class RetriesForgiven(INonces inner) : INonces, IDefect
{
    private static readonly TimeSpan Forgiven = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentDictionary<(NonceKind Kind, string Nonce), long> used = new();

    public static void Seed(IServiceCollection services) => services.Decorate<INonces>(inner => new RetriesForgiven(inner));

    public bool TryConsume(NonceKind kind, string nonce, long usableUntil) =>
        inner.TryConsume(kind, nonce, usableUntil)
            ? used.TryAdd((kind, nonce), Stopwatch.GetTimestamp())
            : used.TryGetValue((kind, nonce), out var first) && Stopwatch.GetElapsedTime(first) < Forgiven;

    public void Remember(NonceKind kind, string nonce, long usableUntil) => inner.Remember(kind, nonce, usableUntil);

    public long ForgottenUntil(NonceKind kind) => inner.ForgottenUntil(kind);
}
