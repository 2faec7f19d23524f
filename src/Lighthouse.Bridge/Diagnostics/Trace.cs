using System.Diagnostics;
using Lighthouse.Bridge.Http;

namespace Lighthouse.Bridge.Diagnostics;

/// <summary>The spans of the bridge. Nothing is made while nobody listens.</summary>
internal static class Trace
{
    /// <summary>Name of the source of all spans.</summary>
    public const string SourceName = "Lighthouse.Bridge";

    private static readonly ActivitySource Source = new(SourceName, BridgeVersion.Number);

    /// <summary>Begins the span of a request, as a part of the caller's trace where its <c>traceparent</c> is valid.</summary>
    public static Activity? Request(HttpContext http)
    {
        if (!Source.HasListeners()) return null;
        var headers = http.Request.Headers;
        var isPart = ActivityContext.TryParse(headers.TraceParent.ToString(), headers.TraceState.ToString(), isRemote: true, out var caller);
        // What the framework has made of the request is nobody's to see, so it must not become the parent.
        Activity.Current = null;
        return Source.StartActivity("request", ActivityKind.Server, isPart ? caller : default);
    }

    /// <summary>Says what the request was and how it was answered. Paths are the operations', never what was sent.</summary>
    public static void Finish(this Activity span, Operation? operation, HttpContext http)
    {
        span.DisplayName = operation?.Name ?? "none";
        span.SetTag("http.request.method", operation?.Method);
        span.SetTag("http.route", operation?.Path);
        span.SetTag("http.response.status_code", http.Response.StatusCode);
        span.SetTag("lighthouse.request_id", http.TraceIdentifier);
        if (http.Response.StatusCode >= 500) span.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>Begins a span of work within a request.</summary>
    public static Activity? Work(string name, string key, string value)
    {
        var span = Source.StartActivity(name);
        span?.SetTag(key, value);
        return span;
    }
}
