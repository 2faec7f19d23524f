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
    private const int LongestError = 16 * 1024;

    /// <summary>The beginning of the body: as much as an error needs to say too much.</summary>
    public string Beginning { get; } = Response.Beginning(LongestError);

    /// <summary>Whether body or headers hold a text.</summary>
    public bool Shows(string text) =>
        Response.Body.Contains(text, StringComparison.Ordinal) || Response.Headers.Any(header => header.Value.Contains(text, StringComparison.Ordinal));
}
