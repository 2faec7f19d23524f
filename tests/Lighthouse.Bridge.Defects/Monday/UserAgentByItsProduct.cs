using System.Collections.Concurrent;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("user-agent-by-its-product", "session-hijacking", "of a User-Agent only the product before its version is compared, so that many programs pass for the one that opened the session")]
internal sealed class UserAgentByItsProduct(ISessions inner) : DecoratedSessions(inner), IDefect
{
    private readonly ConcurrentDictionary<string, Peer> openers = new();

    public static void Seed(IServiceCollection services) => services.Decorate<ISessions>(inner => new UserAgentByItsProduct(inner));

    public override async Task<OpenedSession> OpenAsync(SessionProof proof, Peer peer)
    {
        var session = await base.OpenAsync(proof, peer);
        openers[session.Token] = peer;
        return session;
    }

    public override Caller? Authenticate(string token, Peer peer) =>
        base.Authenticate(token, openers.TryGetValue(token, out var opener) && opener.Address == peer.Address && Product(opener) == Product(peer) ? opener : peer);

    private static string Product(Peer peer) => peer.UserAgent.Split('/')[0];
}
