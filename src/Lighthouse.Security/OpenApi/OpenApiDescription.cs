namespace Lighthouse.Security.OpenApi;

/// <summary>What an attack needs to know of an OpenAPI 3.x description.</summary>
/// <param name="Operations">All operations, in the order of the description.</param>
/// <param name="TokenInQuery">Whether a security scheme takes its token from the query.</param>
/// <param name="TokenInCookie">Whether a security scheme takes its token from a cookie.</param>
public sealed record OpenApiDescription(IReadOnlyList<OpenApiOperation> Operations, bool TokenInQuery, bool TokenInCookie);
