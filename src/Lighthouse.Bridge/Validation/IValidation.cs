namespace Lighthouse.Bridge.Validation;

/// <summary>Checks commands before agents run them.</summary>
public interface IValidation
{
    /// <summary>Experts that are being asked now.</summary>
    int Pending { get; }

    /// <summary>Decides, and writes the decision down before it is told.</summary>
    /// <exception cref="RefusalException">503 when the decision cannot be written down.</exception>
    Task<ValidationResult> ValidateAsync(ValidationRequest request, CancellationToken cancellation);
}

/// <summary>A decision as it is told.</summary>
/// <param name="Verdict">The decision.</param>
/// <param name="PolicyVersion">Digest of the policy that held.</param>
/// <param name="Elapsed">From the request to the answer, the writing down included.</param>
public sealed record ValidationResult(Verdict Verdict, string PolicyVersion, TimeSpan Elapsed);
