using System.Net;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.SessionHijacking;

/// <summary>What the attack needs to know of a target.</summary>
public sealed record SessionHijackingOptions
{
    /// <summary>Opens a session of an agent that nobody else uses.</summary>
    public required Func<CancellationToken, Task<StolenSession>> Open { get; init; }

    /// <summary>Requests that a session may make and that do no harm when made again, by operation, with token and User-Agent. The first is made most often.</summary>
    public required Func<StolenSession, IReadOnlyList<KeyValuePair<string, RawRequest>>> Uses { get; init; }

    /// <summary>Ways to end a session before its time. At least one.</summary>
    public required IReadOnlyList<SessionEnd> Ends { get; init; }

    /// <summary>A request that opens a session for a fresh agent, not sent yet.</summary>
    public required Func<CancellationToken, Task<RawRequest>> Opening { get; init; }

    /// <summary>Reads the answer to <see cref="Opening"/>; null when it opened none.</summary>
    public required Func<RawResponse, StolenSession?> ReadOpened { get; init; }

    /// <summary>What somebody without the right to it does to end or lock out a victim's sessions.</summary>
    public required IReadOnlyList<Eviction> Evictions { get; init; }

    /// <summary>An address of this machine other than the one that requests come from; null when the target cannot be reached from one.</summary>
    public IPAddress? OtherAddress { get; init; }

    /// <summary>How long after its end a session is tried once more. Default 2 s.</summary>
    public TimeSpan Later { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many session ids are looked at for a pattern. Default 48, 48 to 10,000: fewer prove nothing.</summary>
    public int Ids { get; init; } = IdPatterns.Least;

    internal void Validate()
    {
        if (Ids is < IdPatterns.Least or > 10_000)
            throw new ArgumentException($"LHS5811: Ids is {Ids}; {IdPatterns.Least} to 10,000 are allowed.");
        if (Later < TimeSpan.Zero || Later > TimeSpan.FromMinutes(10))
            throw new ArgumentException($"LHS5812: Later is {Later}; 0 to 10 min are allowed.");
        if (Ends.Count == 0)
            throw new ArgumentException("LHS5813: Ends is empty; at least one way to end a session is needed.");
    }
}

/// <summary>A way to end a session before its time.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Run">Does it; throws when the target refuses.</param>
public sealed record SessionEnd(string Name, Func<StolenSession, CancellationToken, Task> Run);

/// <summary>Something that must not end or lock out another's sessions.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Run">Does it to the agent of a session.</param>
public sealed record Eviction(string Name, Func<StolenSession, CancellationToken, Task> Run)
{
    /// <summary>A request of the victim's own that has to succeed afterwards all the same, such as opening another session; null for none.</summary>
    public Func<StolenSession, RawRequest>? Afterwards { get; init; }
}
