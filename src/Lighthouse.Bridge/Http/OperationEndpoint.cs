using System.Net;
using System.Text.Json;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Limits;
using Lighthouse.Bridge.Push;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Http;

/// <summary>Runs an operation for a request: who calls, how often, with what; then the handler.</summary>
internal sealed class OperationEndpoint(Operation operation)
{
    private const int LongestUserAgent = 512;
    private static readonly JsonElement NoBody = JsonElement.Parse("{}");

    public async Task InvokeAsync(HttpContext http)
    {
        var others = http.RequestServices.GetRequiredService<OtherInstances>();
        var context = await ContextAsync(http, others);
        await Replies.WriteAsync(http.Response, others.CanBe ? await HandleAsync(others, context) : await operation.Handler(context));
    }

    // A method of its own: what it needs meanwhile is not held for as long as the operation runs.
    private async ValueTask<OperationContext> ContextAsync(HttpContext http, OtherInstances others)
    {
        var peer = PeerOf(http);
        var caller = operation.IsPublic ? null : others.CanBe ? await IdentifyAsync(others, http, peer) : Identify(http, peer);
        var parameters = ReadParameters(http.Request);
        var body = operation.Body is null ? NoBody : await ReadBodyAsync(http);
        return new(http, caller, peer, parameters, body, mayRunAgain: others.CanBe);
    }

    private Task<Caller> IdentifyAsync(OtherInstances others, HttpContext http, Peer peer) =>
        KnownAsync(others, () => Task.FromResult(Identify(http, peer)), http.RequestAborted);

    private Task<object> HandleAsync(OtherInstances others, OperationContext context) =>
        KnownAsync(others, () => operation.Handler(context), context.Cancellation);

    /// <summary>Tries once more when something is unknown here that may have become known at another instance a moment ago.</summary>
    private static async Task<T> KnownAsync<T>(OtherInstances others, Func<Task<T>> attempt, CancellationToken cancellation)
    {
        var seen = others.Seen;
        try
        {
            return await attempt();
        }
        catch (RefusalException refusal) when (IsUnknown(refusal))
        {
            if (!await others.CatchUpAsync(seen, cancellation)) throw;
            return await attempt();
        }
    }

    private static bool IsUnknown(RefusalException refusal) =>
        refusal.Status == StatusCodes.Status404NotFound || refusal.Code is "invalid_session" or "bad_credential";

    private Caller Identify(HttpContext http, Peer peer)
    {
        var services = http.RequestServices;
        var presented = new PresentedIdentity(operation.Name, SocketBearer.AuthorizationOf(http.Request), peer);
        var caller = services.GetRequiredService<IAuthenticator>().Authenticate(presented);
        if (services.GetRequiredService<IRateLimits>().Take(LimitKind.Requests, caller) is { } wait)
        {
            services.GetRequiredService<Counters>().RateLimited();
            throw new RefusalException(StatusCodes.Status429TooManyRequests, "rate_limited", "The role's requests per minute are used up.", wait);
        }

        return operation.Needs is not { } needed || caller.Role.May(needed)
            ? caller
            : throw new RefusalException(StatusCodes.Status403Forbidden, "not_permitted", "The agent's role does not permit this.");
    }

    private static Peer PeerOf(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        var userAgent = http.Request.Headers.UserAgent.ToString();
        if (userAgent.Length > LongestUserAgent)
            throw new RefusalException(StatusCodes.Status422UnprocessableEntity, "invalid_user_agent", $"The User-Agent is longer than {LongestUserAgent}.");
        return new((address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString(), userAgent);
    }

    private Dictionary<string, object> ReadParameters(HttpRequest request)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var parameter in operation.Parameters)
        {
            if (parameter.IsInPath)
            {
                values[parameter.Name] = parameter.Read((string)request.RouteValues[parameter.Name]!);
                continue;
            }

            var (count, given) = QueryText.Find(request.QueryString, parameter.Name);
            if (count > 1) throw Wrong($"The parameter '{parameter.Name}' is given more than once.");
            if (count == 1) values[parameter.Name] = parameter.Read(given);
            else if (parameter.IsRequired) throw Wrong($"The parameter '{parameter.Name}' is missing.");
        }

        return values;
    }

    private async Task<JsonElement> ReadBodyAsync(HttpContext http)
    {
        var request = http.Request;
        if (operation.BodyIsOptional && request.ContentLength is null or 0 && !request.Headers.ContainsKey("Transfer-Encoding")) return NoBody;
        var body = await RequestBody.ReadAsync(request, operation.BodyBytes, operation.BodyDepth, http.RequestAborted);
        return operation.BodySchema!.Problem(body, "body") is { } problem ? throw Wrong(problem) : body;
    }

    private static RefusalException Wrong(string message) => new(StatusCodes.Status422UnprocessableEntity, "invalid_request", message);
}
