using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Penetration.Fuzzing;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Penetration;

/// <summary>A mutant and its answer.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Mutant">What was changed.</param>
/// <param name="Plain">The request before it was changed.</param>
/// <param name="Response">The answer.</param>
/// <param name="Elapsed">How long it took.</param>
internal sealed record Exchange(OpenApiOperation Operation, Mutant Mutant, RawRequest Plain, RawResponse Response, TimeSpan Elapsed)
{
    /// <summary>Body and headers as one text.</summary>
    public string Everything { get; } = $"{Response.Body}\n{string.Join('\n', Response.Headers.Select(header => $"{header.Key}: {header.Value}"))}";
}
