namespace Lighthouse.Security.OpenApi;

/// <summary>One operation of a description.</summary>
public sealed record OpenApiOperation
{
    /// <summary>The method in upper case.</summary>
    public required string Method { get; init; }

    /// <summary>The path as described, with its parameters in braces.</summary>
    public required string Path { get; init; }

    /// <summary>Whether the description says in so many words that no authentication is needed (an empty <c>security</c>, or one with an empty alternative). What says nothing is not public.</summary>
    public required bool IsPublic { get; init; }

    /// <summary>Path parameters and required query parameters.</summary>
    public required IReadOnlyList<OpenApiParameter> Parameters { get; init; }

    /// <summary>Query parameters that may be left out.</summary>
    public IReadOnlyList<OpenApiParameter> OptionalParameters { get; init; } = [];

    /// <summary>A JSON body that follows the schema; null when the operation takes none.</summary>
    public string? BodyExample { get; init; }

    /// <summary>The same with every described member, also those that may be left out; null when the operation takes no body.</summary>
    public string? FullBodyExample { get; init; }

    /// <summary>Method and path, as in "GET /health".</summary>
    public string Id => $"{Method} {Path}";
}

/// <summary>A parameter of an operation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="InPath">True in the path, false in the query.</param>
/// <param name="Example">A value that follows its schema.</param>
public sealed record OpenApiParameter(string Name, bool InPath, string Example);
