using System.Collections.Concurrent;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("nonce-checked-then-used", "nonce-reuse", "looking a nonce up and using it up are two steps, and parallel requests fit between them")]
internal sealed class NonceCheckedThenUsed(INonces inner) : INonces, IDefect
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);
    private readonly ConcurrentDictionary<(NonceKind Kind, string Nonce), bool> used = new();

    public static void Seed(IServiceCollection services) => services.Decorate<INonces>(inner => new NonceCheckedThenUsed(inner));

    public bool TryConsume(NonceKind kind, string nonce, long usableUntil)
    {
        if (used.ContainsKey((kind, nonce)))
            return false;
        Thread.Sleep(Between);
        used[(kind, nonce)] = true;
        return true;
    }

    public void Remember(NonceKind kind, string nonce, long usableUntil)
    {
        used[(kind, nonce)] = true;
        inner.Remember(kind, nonce, usableUntil);
    }

    public long ForgottenUntil(NonceKind kind) => inner.ForgottenUntil(kind);
}
