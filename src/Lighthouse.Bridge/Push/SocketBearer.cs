using System.Buffers.Text;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Lighthouse.Bridge.Push;

/// <summary>
/// Where the bearer token of a request is. A browser cannot give a WebSocket headers of its own, but it can name sub-protocols: there the token
/// is taken from one that begins with <see cref="Prefix"/>. Never from the URL, which ends up in logs.
/// </summary>
internal static class SocketBearer
{
    /// <summary>The sub-protocol of the conversation, which the bridge chooses when it is offered.</summary>
    public const string Protocol = "lighthouse.v1";

    /// <summary>What comes before the token in base64url.</summary>
    public const string Prefix = "lighthouse.bearer.";

    private const int LongestToken = 1_024;

    public static StringValues AuthorizationOf(HttpRequest request)
    {
        var headers = request.Headers;
        return headers.Authorization.Count > 0 || headers.Upgrade.Count == 0 ? headers.Authorization : FromProtocols(headers.SecWebSocketProtocol);
    }

    /// <summary>The sub-protocols that are offered.</summary>
    public static IEnumerable<string> Offered(StringValues header) =>
        header.SelectMany(line => (line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static StringValues FromProtocols(StringValues header)
    {
        var given = Offered(header).Where(p => p.StartsWith(Prefix, StringComparison.Ordinal)).Select(p => p[Prefix.Length..]).ToArray();
        return new(given.Select(token => "Bearer " + Decode(token)).ToArray());
    }

    private static string Decode(string text)
    {
        if (text.Length > LongestToken || !Base64Url.IsValid(text)) return "";
        return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
    }
}
