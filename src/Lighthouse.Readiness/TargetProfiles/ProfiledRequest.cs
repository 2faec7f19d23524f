namespace Lighthouse.Readiness.TargetProfiles;

/// <summary>A request that a profile describes.</summary>
public record ProfiledRequest
{
    /// <summary>The method in upper case.</summary>
    public required string Method { get; init; }

    /// <summary>The path; parameters stand in braces.</summary>
    public required string Path { get; init; }

    /// <summary>The body; null for none.</summary>
    public Template? Body { get; init; }

    /// <summary>What the body is.</summary>
    public BodyKind BodyKind { get; init; }
}

/// <summary>What a body is, and so how a value is encoded in it.</summary>
public enum BodyKind
{
    /// <summary>application/json.</summary>
    Json,

    /// <summary>application/x-www-form-urlencoded.</summary>
    Form,
}

/// <summary>An operation of the service.</summary>
public sealed record ProfiledOperation : ProfiledRequest
{
    /// <summary>Whether it needs no identity on purpose.</summary>
    public bool IsPublic { get; init; }

    /// <summary>Whether it changes something: what the profile says, otherwise everything but GET, HEAD and OPTIONS.</summary>
    public required bool ChangesState { get; init; }

    /// <summary>Values of path and query parameters.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Who may call it.</summary>
    public Caller As { get; init; }
}

/// <summary>One of the two identities.</summary>
public enum Caller
{
    /// <summary>The one that the attacks act as, and the other one too.</summary>
    Attacker,

    /// <summary>The other one only.</summary>
    Victim,
}

/// <summary>Something that belongs to the victim alone.</summary>
/// <param name="Name">What it is, for reports.</param>
/// <param name="Id">Its id; null when <see cref="Create"/> makes one.</param>
/// <param name="Create">The request of the victim that makes one; null when <see cref="Id"/> is given.</param>
/// <param name="IdPointer">Where the answer of <see cref="Create"/> tells the id, as a JSON pointer.</param>
/// <param name="Access">The requests that only the victim may make, with <c>{id}</c> in the path or in the body.</param>
public sealed record OwnedResource(string Name, string? Id, ProfiledRequest? Create, string? IdPointer, IReadOnlyList<ProfiledRequest> Access);
