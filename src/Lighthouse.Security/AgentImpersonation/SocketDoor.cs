namespace Lighthouse.Security.AgentImpersonation;

/// <summary>A WebSocket of the attacker's, and what is said in it.</summary>
public sealed record SocketDoor
{
    /// <summary>The path of the attacker's own socket.</summary>
    public required string Path { get; init; }

    /// <summary>Headers of its opening, the token among them.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>A message that the attacker may send, in its own name.</summary>
    public required string OwnMessage { get; init; }

    /// <summary>Messages in the victim's name, by what is tried. They must not be accepted.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Forged { get; init; }

    /// <summary>Messages with the victim's name where the target does not look for one. They may be accepted, but only as the attacker's.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Ignored { get; init; } = [];

    /// <summary>Whether an answer says that a message was accepted.</summary>
    public required Func<string, bool> IsAccepted { get; init; }

    /// <summary>Whether an answer says that a message was refused. What is neither is a push and passed over.</summary>
    public required Func<string, bool> IsRefused { get; init; }
}
