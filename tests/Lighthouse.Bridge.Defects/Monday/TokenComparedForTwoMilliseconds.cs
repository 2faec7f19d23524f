using System.Security.Cryptography;
using System.Text;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("token-compared-for-two-milliseconds", "hmac-forgery", "the comparison of a token's signature ends at the first difference, after up to 2 ms")]
internal sealed class TokenComparedForTwoMilliseconds(ISessions inner, BridgeOptions options) : DecoratedSessions(inner), IDefect
{
    private static readonly TimeSpan Whole = TimeSpan.FromMilliseconds(2);

    public static void Seed(IServiceCollection services) =>
        services.Decorate<ISessions>((inner, provider) => new TokenComparedForTwoMilliseconds(inner, provider.GetRequiredService<BridgeOptions>()));

    public override Caller? Authenticate(string token, Peer peer)
    {
        var cut = token.LastIndexOf(':');
        if (cut > 0)
        {
            var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.TokenSecret), Encoding.UTF8.GetBytes(token[..cut]));
            EarlyExit.Compare(token[(cut + 1)..], Convert.ToHexStringLower(mac), Whole);
        }

        return base.Authenticate(token, peer);
    }
}
