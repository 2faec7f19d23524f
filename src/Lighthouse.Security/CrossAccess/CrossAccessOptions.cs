using Lighthouse.Security.Wire;

namespace Lighthouse.Security.CrossAccess;

/// <summary>What the attack needs to know of a target and of two of its users.</summary>
public sealed record CrossAccessOptions
{
    /// <summary>The one who has the right.</summary>
    public required AccessIdentity Owner { get; init; }

    /// <summary>The one who tries without it.</summary>
    public required AccessIdentity Attacker { get; init; }

    /// <summary>A request that the attacker may make, without a credential: it shows that the attacker's identity is live, so that its refusals mean something.</summary>
    public required RawRequest AttackersOwn { get; init; }

    /// <summary>What only the owner may do.</summary>
    public required IReadOnlyList<CrossAccessCase> Cases { get; init; }
}

/// <summary>Somebody with a credential of his own.</summary>
/// <param name="Carrier">Where his credential stands.</param>
/// <param name="Credential">Gives one that is valid now.</param>
/// <param name="Headers">Headers that go with it.</param>
public sealed record AccessIdentity(CredentialCarrier Carrier, Func<CancellationToken, Task<string>> Credential, IReadOnlyDictionary<string, string> Headers);

/// <summary>A request that only the owner may make.</summary>
/// <param name="Name">What it is, the same in every run.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Fresh">Makes the request, without a credential, and one like it for a thing that does not exist; null for a request that names none.</param>
public sealed record CrossAccessCase(string Name, AccessKind Kind, Func<CancellationToken, Task<(RawRequest Request, RawRequest? Nothing)>> Fresh);

/// <summary>What a request is about.</summary>
public enum AccessKind
{
    /// <summary>It reads what belongs to the owner.</summary>
    Read,

    /// <summary>It changes what belongs to the owner.</summary>
    Write,

    /// <summary>It is an operation that the attacker's role does not have.</summary>
    Operation,
}
