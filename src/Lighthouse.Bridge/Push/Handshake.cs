using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Lighthouse.Bridge.Push.Frames;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Lighthouse.Bridge.Push;

/// <summary>The opening of a WebSocket, RFC 6455, section 4.</summary>
internal static class Handshake
{
    private const string Version = "13";
    private const string Guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int KeyBytes = 16;

    /// <summary>Refuses what is no opening of a WebSocket.</summary>
    /// <exception cref="RefusalException">426 when it is not one, 400 when it is broken.</exception>
    public static void Check(HttpContext http)
    {
        var headers = http.Request.Headers;
        var isUpgrade = http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
            && headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase);
        if (!isUpgrade || headers.SecWebSocketVersion != Version)
        {
            http.Response.Headers.Upgrade = "websocket";
            http.Response.Headers.SecWebSocketVersion = Version;
            throw new RefusalException(StatusCodes.Status426UpgradeRequired, "upgrade_required", $"This path speaks WebSocket, version {Version}.");
        }

        Span<byte> key = stackalloc byte[KeyBytes + 2];
        if (!Convert.TryFromBase64String(headers.SecWebSocketKey.ToString(), key, out var length) || length != KeyBytes)
            throw new RefusalException(StatusCodes.Status400BadRequest, "bad_handshake", "Sec-WebSocket-Key must be 16 bytes in base64.");
    }

    /// <summary>Answers 101; from then on the stream carries frames.</summary>
    [SuppressMessage("Security", "CA5350:Do not use weak cryptographic algorithms", Justification = "RFC 6455 asks for SHA-1 here; it proves only that this is a WebSocket server, and protects nothing.")]
    public static Task<Stream> AcceptAsync(HttpContext http)
    {
        var (request, response) = (http.Request.Headers, http.Response.Headers);
        response.SecWebSocketAccept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(request.SecWebSocketKey.ToString() + Guid)));
        response.Upgrade = "websocket";
        response.Connection = "Upgrade";
        if (SocketBearer.Offered(request.SecWebSocketProtocol).Contains(SocketBearer.Protocol, StringComparer.Ordinal))
            response.SecWebSocketProtocol = SocketBearer.Protocol;
        // A slow reader is no attack here: what it leaves unread waits in the store, and a dead one is found by its silence.
        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate) rate.MinDataRate = null;
        return http.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
    }
}
