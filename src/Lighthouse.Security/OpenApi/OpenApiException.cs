namespace Lighthouse.Security.OpenApi;

/// <summary>A description that cannot be used. An unreadable description is never one without operations.</summary>
/// <param name="message">What is wrong and what is allowed.</param>
/// <param name="inner">The cause.</param>
public sealed class OpenApiException(string message, Exception? inner = null) : Exception(message, inner);
