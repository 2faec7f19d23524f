using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("mac-in-any-case", "hmac-forgery", "the signature of a token is compared without regard to upper and lower case")]
internal sealed class MacInAnyCase(ISessions inner) : DecoratedSessions(inner), IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<ISessions>(inner => new MacInAnyCase(inner));

    public override Caller? Authenticate(string token, Peer peer)
    {
        var cut = token.LastIndexOf(':') + 1;
        return base.Authenticate(token[..cut] + token[cut..].ToLowerInvariant(), peer);
    }
}
