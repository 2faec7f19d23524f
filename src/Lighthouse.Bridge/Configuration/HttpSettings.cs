using System.Net;

namespace Lighthouse.Bridge.Configuration;

/// <summary>What is taken over HTTP: the configuration section <c>Bridge:Http</c>.</summary>
public sealed record HttpSettings
{
    /// <summary>A body that arrives more slowly than this, after five seconds, ends its connection. Default 240 bytes a second.</summary>
    public int LeastBodyBytesPerSecond { get; init; } = 240;

    /// <summary>Bytes of a request's headers. Default 16,384; more is answered by 431.</summary>
    public int MostHeaderBytes { get; init; } = 16 * 1024;

    /// <summary>Connections at a time. Default 20,000; more are closed at once.</summary>
    public int MostConnections { get; init; } = 20_000;

    /// <summary>Megabytes of bodies that have not come whole, of all requests together. Default 1,024; never more than half of the memory that the process may have. More is answered by 503.</summary>
    public int MostHeldBodyMegabytes { get; init; } = 1_024;

    /// <summary>Addresses of reverse proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed. Default none.</summary>
    public IReadOnlyList<IPAddress> TrustedProxies { get; init; } = [];

    internal static HttpSettings Read(OptionsSection section) => new()
    {
        LeastBodyBytesPerSecond = (int)section.Number("LeastBodyBytesPerSecond", 240, 1, 1_000_000),
        MostHeaderBytes = (int)section.Number("MostHeaderBytes", 16 * 1024, 1_024, 1024 * 1024),
        MostConnections = (int)section.Number("MostConnections", 20_000, 1, 1_000_000),
        MostHeldBodyMegabytes = (int)section.Number("MostHeldBodyMegabytes", 1_024, 16, 1_000_000),
        TrustedProxies = [.. section.Texts("TrustedProxies").Select(text => Address(section, text)).OfType<IPAddress>()],
    };

    private static IPAddress? Address(OptionsSection section, string text)
    {
        if (IPAddress.TryParse(text, out var address)) return address;
        section.Wrong("TrustedProxies", "LHB2009", "has an entry that is no IP address. Give addresses, separated by commas.");
        return null;
    }
}
