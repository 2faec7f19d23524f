using System.Net;
using System.Net.Sockets;

namespace Lighthouse.Load.Protocols.Http;

/// <summary>What a raw HTTP run sends, and to where.</summary>
public sealed record HttpLoad
{
    /// <summary>Where to; all requests go to it. An address, because resolving a name is no part of a measurement.</summary>
    public required IPEndPoint Target { get; init; }

    /// <summary>What is sent: iteration n sends number n modulo their count, so that a mix or a data feed is a list in its order. At least one.</summary>
    public required IReadOnlyList<PreparedRequest> Requests { get; init; }

    /// <summary>Which status is a success. Default: 200 to 299.</summary>
    public Func<int, bool> IsSuccess { get; init; } = status => status is >= 200 and < 300;

    /// <summary>What a response may be at most.</summary>
    public HttpLimits Limits { get; init; } = new();

    /// <summary>Chooses the sockets of the base class library where epoll would be used; for tests of the portable way.</summary>
    internal bool Portable { get; init; }

    internal PreparedRequest RequestOf(Iteration iteration) => Requests[(int)((ulong)iteration.Number % (ulong)Requests.Count)];

    internal void Validate()
    {
        if (Requests.Count == 0)
            throw new ArgumentException("LHL3206: there is no request to send; give at least one.");
        if (Target.AddressFamily is not (AddressFamily.InterNetwork or AddressFamily.InterNetworkV6) || Target.Port == 0)
            throw new ArgumentException($"LHL3207: '{Target}' is no target; an IPv4 or IPv6 address and a port above 0 are expected.");
        Limits.Validate();
    }
}
