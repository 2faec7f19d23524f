using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Identity;

/// <summary>The sessions of authenticated agents.</summary>
public interface ISessions : IEventSourced
{
    /// <summary>Agents that have at least one valid session.</summary>
    int ActiveAgents { get; }

    /// <summary>Opens a session for an agent that proves its identity.</summary>
    /// <exception cref="RefusalException">403 when the proof is not good, 429 when the agent has three sessions.</exception>
    Task<OpenedSession> OpenAsync(SessionProof proof, Peer peer);

    /// <summary>Who a token proves when it comes from this peer, sliding the idle limit; null when it proves nobody.</summary>
    Caller? Authenticate(string token, Peer peer);

    /// <summary>When a session ends unless it is used before, in steady unix milliseconds; null when it is not valid. Asking is no use of it.</summary>
    long? EndOf(string sessionId);

    /// <summary>Ends a session.</summary>
    Task RevokeAsync(Caller caller);
}
