namespace Lighthouse.Readiness.TargetProfiles;

/// <summary>What the attacks must be told of a service that they do not know. Holds no secret, only the names of the variables that do.</summary>
public sealed record TargetProfile
{
    /// <summary>The profile's name, for reports.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the file's bytes, 64 lower-case hexadecimal digits.</summary>
    public required string Digest { get; init; }

    /// <summary>The file, as it was given.</summary>
    public required string Path { get; init; }

    /// <summary>Where the OpenAPI description is; null when the service has none and <see cref="Operations"/> are all there is.</summary>
    public required DescriptionSource? Description { get; init; }

    /// <summary>A path that answers with a success status when the service is ready.</summary>
    public required string HealthPath { get; init; }

    /// <summary>Operations that need no identity on purpose: "/path" for every method, or "GET /path".</summary>
    public IReadOnlyList<string> Public { get; init; } = [];

    /// <summary>Described operations that are not attacked, because no legitimate call of them can be named: "/path" for every method, or "GET /path". Reports count them.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>Operations of a service without a description, and examples for those of one with a description.</summary>
    public IReadOnlyList<ProfiledOperation> Operations { get; init; } = [];

    /// <summary>Whom the attacks act as.</summary>
    public required ProfiledIdentity Attacker { get; init; }

    /// <summary>Whose data the attacks are after; null when the profile names nobody.</summary>
    public ProfiledIdentity? Victim { get; init; }

    /// <summary>What belongs to the victim alone.</summary>
    public IReadOnlyList<OwnedResource> Owned { get; init; } = [];

    /// <summary>The rate limit that the service promises; null when it promises none.</summary>
    public DeclaredRate? Limit { get; init; }

    /// <summary>Whether opening a session needs a proof of who asks; null when no identity logs in.</summary>
    public bool? ProofOfIdentity { get; init; }

    /// <summary>Every variable of the environment that the profile names, each once.</summary>
    public required IReadOnlyList<VariableReference> Variables { get; init; }

    /// <summary>Whether an operation is one that needs no identity on purpose.</summary>
    /// <param name="method">The method in upper case.</param>
    /// <param name="path">The path, with its parameters in braces.</param>
    public bool IsPublic(string method, string path) =>
        Public.Contains(path, StringComparer.Ordinal) || Public.Contains($"{method} {path}", StringComparer.Ordinal)
        || Find(method, path) is { IsPublic: true };

    /// <summary>Whether a described operation is left out.</summary>
    /// <param name="method">The method in upper case.</param>
    /// <param name="path">The path, with its parameters in braces.</param>
    public bool IsExcluded(string method, string path) =>
        Excluded.Contains(path, StringComparer.Ordinal) || Excluded.Contains($"{method} {path}", StringComparer.Ordinal);

    /// <summary>What the profile says of an operation; null when it says nothing.</summary>
    /// <param name="method">The method in upper case.</param>
    /// <param name="path">The path, with its parameters in braces.</param>
    public ProfiledOperation? Find(string method, string path) =>
        Operations.FirstOrDefault(operation => operation.Method == method && operation.Path == path);
}

/// <summary>Where an OpenAPI description is.</summary>
/// <param name="ServedPath">The path under which the service gives it; null when it is a file.</param>
/// <param name="File">The full path of the file; null when the service gives it.</param>
public sealed record DescriptionSource(string? ServedPath, string? File);

/// <summary>A rate limit.</summary>
/// <param name="Requests">How many requests one identity may make in a window.</param>
/// <param name="Window">Length of the window.</param>
public sealed record DeclaredRate(int Requests, TimeSpan Window);

/// <summary>A variable of the environment, and where the profile names it first.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Location">Where the profile names it.</param>
public sealed record VariableReference(string Name, Runbooks.SourceLocation Location);
