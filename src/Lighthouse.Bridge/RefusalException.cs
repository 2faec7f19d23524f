namespace Lighthouse.Bridge;

/// <summary>A request is refused; the answer carries exactly this and nothing else.</summary>
/// <param name="status">HTTP status, 4xx or 503.</param>
/// <param name="code">Stable word for programs, such as <c>impersonation</c>.</param>
/// <param name="message">Explanation for people; never a secret, never an internal.</param>
/// <param name="retryAfter">When another attempt may succeed; null when waiting does not help.</param>
public sealed class RefusalException(int status, string code, string message, TimeSpan? retryAfter = null) : Exception(message)
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>Stable word for programs.</summary>
    public string Code { get; } = code;

    /// <summary>When another attempt may succeed; null when waiting does not help.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
