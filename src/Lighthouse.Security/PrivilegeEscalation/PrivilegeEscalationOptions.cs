using Lighthouse.Security.Wire;

namespace Lighthouse.Security.PrivilegeEscalation;

/// <summary>What the attack needs to know of a target.</summary>
public sealed record PrivilegeEscalationOptions
{
    /// <summary>The least role of operations that need no session.</summary>
    public const string Anybody = "anybody";

    /// <summary>The target's OpenAPI 3.x description in JSON.</summary>
    public required string OpenApiJson { get; init; }

    /// <summary>The roles, the least first; each may do what the one before it may.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>What must hold: the least role of each operation ("POST /event/store"), or <see cref="Anybody"/>. It does not come from the target, or the target would judge itself.</summary>
    public required IReadOnlyDictionary<string, string> LeastRoles { get; init; }

    /// <summary>A request for an operation with the token of a session of a role. It has to be complete, so that only the role can be why it is refused.</summary>
    public required Func<string, string, CancellationToken, Task<RawRequest>> Request { get; init; }

    /// <summary>Whether an answer says that the role may not do this, and nothing else.</summary>
    public required Func<RawResponse, bool> IsForRole { get; init; }

    /// <summary>Requests that try to set what their sender may do.</summary>
    public IReadOnlyList<Func<CancellationToken, Task<RoleClaim>>> Claims { get; init; } = [];

    /// <summary>What only some may read.</summary>
    public IReadOnlyList<Func<CancellationToken, Task<PrivateThing>>> Things { get; init; } = [];
}

/// <summary>A request that tries to set what its sender may do. It may succeed, but must not have that effect.</summary>
/// <param name="Name">What is tried; the same in every run.</param>
/// <param name="Request">The request.</param>
/// <param name="Powers">From its answer: requests that only a higher role may make.</param>
public sealed record RoleClaim(string Name, RawRequest Request, Func<RawResponse, IReadOnlyList<RawRequest>> Powers);

/// <summary>Something that only some may read.</summary>
/// <param name="Name">What; the same in every run.</param>
/// <param name="Mark">A text in it that stands nowhere else.</param>
/// <param name="Own">Reads it as somebody who may; the answer has to show the mark.</param>
/// <param name="Foreign">The same as others, by who they are. They may succeed, but must not show the mark.</param>
public sealed record PrivateThing(string Name, string Mark, RawRequest Own, IReadOnlyList<KeyValuePair<string, RawRequest>> Foreign);
