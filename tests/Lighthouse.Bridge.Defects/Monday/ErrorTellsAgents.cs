using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("error-tells-agents", "penetration", "whoever logs in with a wrong proof is told, in the words of the same 403, whether the agent exists")]
internal sealed class ErrorTellsAgents(ISessions inner, IServiceProvider services) : ISessions, IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<ISessions>((inner, provider) => new ErrorTellsAgents(inner, provider));

    public int ActiveAgents => inner.ActiveAgents;

    public async Task<OpenedSession> OpenAsync(SessionProof proof, Peer peer)
    {
        try
        {
            return await inner.OpenAsync(proof, peer);
        }
        catch (RefusalException refusal) when (refusal.Status == StatusCodes.Status403Forbidden && services.GetRequiredService<IAgents>().Find(proof.AgentId) is null)
        {
            throw new RefusalException(refusal.Status, refusal.Code, "The agent is not registered.");
        }
    }

    public Caller? Authenticate(string token, Peer peer) => inner.Authenticate(token, peer);

    public long? EndOf(string sessionId) => inner.EndOf(sessionId);

    public Task RevokeAsync(Caller caller) => inner.RevokeAsync(caller);

    public void Apply(StoredEvent stored) => inner.Apply(stored);
}
