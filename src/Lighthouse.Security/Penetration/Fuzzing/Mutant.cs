using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Penetration.Fuzzing;

/// <summary>A legitimate request with one thing changed.</summary>
/// <param name="Payload">What was put in; its class counts the attempt.</param>
/// <param name="Place">Where; null for the request as a whole.</param>
/// <param name="Request">The request, authorised.</param>
internal sealed record Mutant(Payload Payload, Place? Place, RawRequest Request)
{
    /// <summary>What the texts of findings say.</summary>
    public string Where => Place?.ToString() ?? "the request";
}
