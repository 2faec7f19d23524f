using System.Globalization;
using System.Text.Json;

namespace Lighthouse.Bridge.Http;

/// <summary>Writes replies and errors.</summary>
internal static class Replies
{
    public static Task WriteAsync(HttpResponse response, object reply) => reply switch
    {
        SwitchReply other => other.RunAsync(response.HttpContext),
        RawReply raw => WriteAsync(response, StatusCodes.Status200OK, raw.ContentType, raw.Body),
        StreamReply stream => WriteAsync(response, stream),
        HealthReply health => WriteJsonAsync(response, health.IsHealthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, health),
        _ => WriteJsonAsync(response, StatusCodes.Status200OK, reply),
    };

    private static Task WriteAsync(HttpResponse response, StreamReply stream)
    {
        Guard.Secure(response);
        response.ContentType = stream.ContentType;
        return stream.Write(response.BodyWriter, response.HttpContext.RequestAborted);
    }

    public static Task WriteErrorAsync(HttpResponse response, int status, string code, string message, TimeSpan? retryAfter = null)
    {
        if (retryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        return WriteJsonAsync(response, status, new ErrorReply(new(code, message), message));
    }

    private static Task WriteJsonAsync(HttpResponse response, int status, object reply) =>
        WriteAsync(response, status, "application/json", JsonSerializer.SerializeToUtf8Bytes(reply, WireJson.Default.GetTypeInfo(reply.GetType())!));

    private static Task WriteAsync(HttpResponse response, int status, string contentType, byte[] body)
    {
        Guard.Secure(response);
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, 0, body.Length);
    }
}
