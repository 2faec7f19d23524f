using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("nonces-forgotten-at-restart", "nonce-reuse", "used nonces are kept in memory only, so that a restart makes them good again")]
internal sealed class NoncesForgottenAtRestart(INonces inner) : INonces, IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<INonces>(inner => new NoncesForgottenAtRestart(inner));

    public bool TryConsume(NonceKind kind, string nonce, long usableUntil) => inner.TryConsume(kind, nonce, usableUntil);

    public void Remember(NonceKind kind, string nonce, long usableUntil)
    {
    }

    public long ForgottenUntil(NonceKind kind) => inner.ForgottenUntil(kind);
}
