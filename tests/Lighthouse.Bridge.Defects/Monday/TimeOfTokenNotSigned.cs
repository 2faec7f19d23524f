using System.Collections.Concurrent;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("time-of-token-not-signed", "hmac-forgery", "the signature of a token is checked for its session and agent, and its time may say anything")]
internal sealed class TimeOfTokenNotSigned(ISessions inner) : DecoratedSessions(inner), IDefect
{
    private readonly ConcurrentDictionary<string, string> issued = new();

    public static void Seed(IServiceCollection services) => services.Decorate<ISessions>(inner => new TimeOfTokenNotSigned(inner));

    public override async Task<OpenedSession> OpenAsync(SessionProof proof, Peer peer)
    {
        var opened = await base.OpenAsync(proof, peer);
        issued[WithoutTime(opened.Token)] = opened.Token;
        return opened;
    }

    public override Caller? Authenticate(string token, Peer peer) => base.Authenticate(issued.GetValueOrDefault(WithoutTime(token), token), peer);

    private static string WithoutTime(string token) => token.Split(':') is [var id, var agent, _, var mac] ? $"{id}:{agent}:{mac}" : token;
}
