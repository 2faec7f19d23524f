namespace Lighthouse.Readiness.Evidence;

/// <summary>Evidence could not be written, opened or accepted.</summary>
/// <param name="code">Stable code, <c>LH30xx</c>; see <see cref="EvidenceCodes"/>.</param>
/// <param name="message">What is wrong and what to do next, without the code.</param>
/// <param name="inner">What the system said.</param>
public sealed class EvidenceException(string code, string message, Exception? inner = null) : Exception($"{code}: {message}", inner)
{
    /// <summary>Stable code, <c>LH30xx</c>.</summary>
    public string Code { get; } = code;
}
