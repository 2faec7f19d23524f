using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("proof-compared-for-three-tenths", "hmac-forgery", "the comparison of a proof's signature ends at the first difference, after up to 0.3 ms")]
internal sealed class ProofComparedForThreeTenths(ISessions inner, IAgents agents) : DecoratedSessions(inner), IDefect
{
    private static readonly TimeSpan Whole = TimeSpan.FromMilliseconds(0.3);

    public static void Seed(IServiceCollection services) =>
        services.Decorate<ISessions>((inner, provider) => new ProofComparedForThreeTenths(inner, provider.GetRequiredService<IAgents>()));

    public override Task<OpenedSession> OpenAsync(SessionProof proof, Peer peer)
    {
        if (ProofSignature.Of(proof, agents) is { } right)
            EarlyExit.Compare(proof.Signature, right, Whole);
        return base.OpenAsync(proof, peer);
    }
}
