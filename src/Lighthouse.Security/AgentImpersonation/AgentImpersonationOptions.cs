using Lighthouse.Security.Wire;

namespace Lighthouse.Security.AgentImpersonation;

/// <summary>What the attack needs to know of a target.</summary>
public sealed record AgentImpersonationOptions
{
    /// <summary>The target's OpenAPI 3.x description in JSON.</summary>
    public required string OpenApiJson { get; init; }

    /// <summary>The agent that is impersonated. It has a session and does nothing while the attack runs.</summary>
    public required string Victim { get; init; }

    /// <summary>What each field means that names an agent, by operation, place and name: "POST /event/store body agent_id". A field of the description that is missing here leaves a doubt.</summary>
    public required IReadOnlyDictionary<string, AgentFieldMeaning> Fields { get; init; }

    /// <summary>Requests that an attacker may make, by operation ("GET /event/wait"); each call gives a fresh one. Every operation with a field that names the caller needs one.</summary>
    public required IReadOnlyDictionary<string, Func<CancellationToken, Task<OwnRequest>>> Requests { get; init; }

    /// <summary>How many acts the target has recorded as the victim's since the attack began.</summary>
    public required Func<CancellationToken, Task<int>> VictimsActs { get; init; }

    /// <summary>Texts that nobody but the victim may see.</summary>
    public required IReadOnlyList<string> VictimsSecrets { get; init; }

    /// <summary>Further things that only the victim may do: opening a session, registering a name, answering in another's place.</summary>
    public IReadOnlyList<Func<CancellationToken, Task<ForgedCase>>> Cases { get; init; } = [];

    /// <summary>Tells from an answer with a success status whether the operation said yes. Default: always.</summary>
    public Func<string, RawResponse, bool> SaysYes { get; init; } = (_, _) => true;

    /// <summary>The WebSocket of the target; null when it has none.</summary>
    public SocketDoor? Socket { get; init; }
}
