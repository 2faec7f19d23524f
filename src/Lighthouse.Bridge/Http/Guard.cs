using System.Diagnostics;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Http;

/// <summary>What holds for every request: security headers, errors without internals, 503 until ready, no foreign origin.</summary>
internal sealed class Guard(
    RequestDelegate next, IServiceProvider services, Readiness readiness, Counters counters, RequestFigures figures, TimeProvider time, ILogger<Guard> log)
{
    // One method around the request: what each held one needs is paid for many thousand times.
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            var begun = time.GetTimestamp();
            figures.Begin();
            using var span = Diagnostics.Trace.Request(http);
            RequestIdEnricher.Serve(http.TraceIdentifier);
            // Every service is a singleton: a scope for each request would only cost memory, also for each that waits.
            http.RequestServices = services;
            var isGone = true;
            try
            {
                Check(http.Request);
                await next(http);
                await CompleteAsync(http.Response);
                isGone = false;
            }
            catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
            {
                // There is nobody to answer.
            }
            catch (Exception problem) when (!http.Response.HasStarted)
            {
                await AnswerAsync(http, problem);
                isGone = false;
            }
            finally
            {
                Record(http, span, isGone, time.GetElapsedTime(begun));
            }
        }
        catch (OutOfMemoryException)
        {
            // There was no room for the refusal either. A connection that ends tells the caller so; the server's own answer, a 500, would be a wrong one.
            http.Abort();
        }
    }

    private void Record(HttpContext http, Activity? span, bool isGone, TimeSpan elapsed)
    {
        if (!isGone) counters.Answer(http.Response.StatusCode);
        var operation = http.GetEndpoint()?.Metadata.GetMetadata<Operation>();
        figures.End(operation, isGone ? 0 : http.Response.StatusCode, elapsed);
        span?.Finish(operation, http);
        if (log.IsEnabled(LogLevel.Debug))
            log.LogDebug("{Operation} answered {Status} in {Milliseconds} ms", operation?.Name ?? "none", http.Response.StatusCode, elapsed.TotalMilliseconds);
    }

    /// <summary>Adds the headers that every response has, when it is written: a long poll that is held should not hold them too.</summary>
    public static void Secure(HttpResponse response)
    {
        var http = response.HttpContext;
        var headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["X-Request-Id"] = http.TraceIdentifier;
        // A connection that is kept would bring the next request to a bridge that is about to stop.
        if (http.RequestServices.GetRequiredService<Readiness>().IsDraining) response.Headers.Connection = "close";
    }

    private void Check(HttpRequest request)
    {
        if (!readiness.IsReady && request.Path != "/health")
            throw new RefusalException(StatusCodes.Status503ServiceUnavailable, "starting", "The bridge is starting.", TimeSpan.FromSeconds(1));
        if ((!HttpMethods.IsGet(request.Method) || request.Headers.Upgrade.Count > 0) && IsForeign(request))
            throw new RefusalException(StatusCodes.Status403Forbidden, "foreign_origin", "State is not changed for a page of another origin.");
    }

    // Sec-Fetch-Site is written by the browser alone, so it tells of another site also where no Origin does.
    private static bool IsForeign(HttpRequest request) =>
        (request.Headers.Origin.Count > 0 && request.Headers.Origin != $"{request.Scheme}://{request.Host}")
        || request.Headers["Sec-Fetch-Site"].Any(site => site is "cross-site" or "same-site");

    private Task AnswerAsync(HttpContext http, Exception problem)
    {
        switch (problem)
        {
            case RefusalException refusal:
                return Replies.WriteErrorAsync(http.Response, refusal.Status, refusal.Code, refusal.Message, refusal.RetryAfter);
            case EventStoreException { Error: EventStoreError.NotWritable or EventStoreError.Overloaded }:
                // Said by the store itself; it concerns reading too where the store is a database.
                return Replies.WriteErrorAsync(
                    http.Response, StatusCodes.Status503ServiceUnavailable, "store_unavailable", "The event store cannot be reached now.", TimeSpan.FromSeconds(5));
            case OutOfMemoryException:
                return Replies.WriteErrorAsync(
                    http.Response, StatusCodes.Status503ServiceUnavailable, "out_of_memory", "The bridge has no memory for this now.", TimeSpan.FromSeconds(1));
            case BadHttpRequestException bad:
                return Replies.WriteErrorAsync(http.Response, bad.StatusCode, "bad_request", "The request cannot be read.");
            default:
                log.LogError(problem, "{Method} {Endpoint} failed", http.Request.Method, http.GetEndpoint()?.DisplayName);
                return Replies.WriteErrorAsync(http.Response, StatusCodes.Status500InternalServerError, "internal_error", "The bridge failed; its log says more.");
        }
    }

    // A status that nobody wrote a body for, such as the routing's own, gets one.
    private static Task CompleteAsync(HttpResponse response) =>
        response is { HasStarted: false, StatusCode: >= 400, ContentLength: null } ? WriteBareStatusAsync(response) : Task.CompletedTask;

    private static Task WriteBareStatusAsync(HttpResponse response) => response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Replies.WriteErrorAsync(response, 404, "not_found", "There is nothing at this path."),
        StatusCodes.Status405MethodNotAllowed => Replies.WriteErrorAsync(response, 405, "method_not_allowed", "The path does not take this method."),
        var status => Replies.WriteErrorAsync(response, status, "refused", "The request was refused."),
    };
}
