using System.Net;

namespace Lighthouse.Bridge.Client;

/// <summary>The bridge refused a request, or answered something that is not a reply.</summary>
public sealed class BridgeException : Exception
{
    /// <summary>Creates the exception from what the bridge answered.</summary>
    public BridgeException(HttpStatusCode statusCode, string code, string message, TimeSpan? retryAfter = null)
        : base($"The bridge answered {(int)statusCode} ({code}): {message}")
    {
        StatusCode = statusCode;
        Code = code;
        Reason = message;
        RetryAfter = retryAfter;
    }

    /// <summary>HTTP status of the answer.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>The bridge's word for the refusal, such as <c>impersonation</c>; <c>unreadable_reply</c> when the body was no reply.</summary>
    public string Code { get; }

    /// <summary>The bridge's explanation. It comes from outside: escape it where it is printed.</summary>
    public string Reason { get; }

    /// <summary>How long to wait before the next attempt; null when the bridge did not say.</summary>
    public TimeSpan? RetryAfter { get; }
}
