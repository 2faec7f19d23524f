using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Lighthouse.Bridge.Tests;

/// <summary>A build with one defect is made by decorating one service; that the defect then shows proves that the seam carries the load.</summary>
public sealed class SeamTests
{
    [Fact]
    public async Task A_decorated_service_is_the_one_that_is_used()
    {
        await using var sound = await BridgeParts.StartAsync();
        Assert.False(await OpensTwiceAsync(sound));
        await using var defective = await BridgeParts.StartAsync(services =>
        {
            var inner = services.Single(s => s.ServiceType == typeof(INonces)).ImplementationType!;
            services.AddSingleton<INonces>(provider => new ForgetfulNonces((INonces)ActivatorUtilities.CreateInstance(provider, inner)));
        });
        Assert.True(await OpensTwiceAsync(defective));
    }

    private static async Task<bool> OpensTwiceAsync(BridgeParts bridge)
    {
        var agent = await bridge.Get<IAgents>().RegisterAsync("agent-1", Role.Agent, "admin");
        var proof = bridge.Proof(agent);
        var peer = new Peer("127.0.0.1", "test");
        await bridge.Get<ISessions>().OpenAsync(proof, peer);
        try
        {
            await bridge.Get<ISessions>().OpenAsync(proof, peer);
            return true;
        }
        catch (RefusalException refusal) when (refusal.Code == "nonce_used")
        {
            return false;
        }
    }

    private sealed class ForgetfulNonces(INonces inner) : INonces
    {
        public bool TryConsume(NonceKind kind, string nonce, long usableUntil) => inner.TryConsume(kind, nonce, usableUntil) || kind == NonceKind.Credential;

        public void Remember(NonceKind kind, string nonce, long usableUntil) => inner.Remember(kind, nonce, usableUntil);

        public long ForgottenUntil(NonceKind kind) => inner.ForgottenUntil(kind);
    }
}
