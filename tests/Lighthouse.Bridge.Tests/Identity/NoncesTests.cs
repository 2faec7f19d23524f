using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Identity;

public sealed class NoncesTests
{
    [Fact]
    public void A_nonce_is_consumed_once_by_any_number_of_callers()
    {
        var nonces = new Nonces(new BridgeClock(TimeProvider.System));
        var until = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds();
        var won = 0;
        Parallel.For(0, 1_000, _ => Interlocked.Add(ref won, nonces.TryConsume(NonceKind.Credential, "n", until) ? 1 : 0));
        Assert.Equal(1, won);
        Assert.True(nonces.TryConsume(NonceKind.Elicitation, "n", until));
    }

    [Fact]
    public void A_forgotten_nonce_leaves_a_mark_behind()
    {
        var time = new ManualTime();
        var nonces = new Nonces(new BridgeClock(time));
        var until = time.GetUtcNow().ToUnixTimeSeconds() + 300;
        nonces.TryConsume(NonceKind.Credential, "first", until);
        Assert.Equal(0, nonces.ForgottenUntil(NonceKind.Credential));

        time.Advance(TimeSpan.FromSeconds(301));
        for (var i = 0; i < 5_000; i++) nonces.TryConsume(NonceKind.Credential, "n" + i, until + 1_000);
        Assert.Equal(until, nonces.ForgottenUntil(NonceKind.Credential));
        Assert.Equal(0, nonces.ForgottenUntil(NonceKind.Elicitation));
    }
}
