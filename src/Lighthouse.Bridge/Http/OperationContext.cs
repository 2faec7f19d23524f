using System.Text.Json;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Http;

/// <summary>A request whose caller, parameters and body have been checked.</summary>
internal sealed class OperationContext(
    HttpContext http, Caller? caller, Peer peer, IReadOnlyDictionary<string, object> parameters, JsonElement body, bool mayRunAgain = false)
{
    private static readonly IReadOnlyDictionary<string, object> None = new Dictionary<string, object>();
    private IReadOnlyDictionary<string, object> _parameters = parameters;

    /// <summary>Who calls; only operations that are not public ask.</summary>
    public Caller Caller => caller ?? throw new InvalidOperationException("A public operation has no caller.");

    public Peer Peer => peer;

    public JsonElement Body => body;

    public CancellationToken Cancellation => http.RequestAborted;

    public T Service<T>() where T : notnull => http.RequestServices.GetRequiredService<T>();

    public IEnumerable<T> Services<T>() => http.RequestServices.GetServices<T>();

    public T Parameter<T>(string name, T missing) => _parameters.TryGetValue(name, out var value) ? (T)value : missing;

    public T? OptionalParameter<T>(string name) where T : struct => _parameters.TryGetValue(name, out var value) ? (T)value : null;

    public string? TextParameter(string name) => _parameters.TryGetValue(name, out var value) ? (string)value : null;

    /// <summary>
    /// Lets go of what the request brought: it was read, and will be held. Thousands of held requests would else hold as many tokens and queries.
    /// </summary>
    public void LetGo()
    {
        if (mayRunAgain) return;
        _parameters = None;
        http.Request.Headers.Authorization = default;
        http.Request.QueryString = default;
    }

    /// <summary>A string of the body; null when it is absent or null.</summary>
    public string? Text(string name) => Element(name)?.GetString();

    /// <summary>A value of the body; null when it is absent or null.</summary>
    public JsonElement? Element(string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>Refuses a name that is not the caller's own. An absent name is the caller's.</summary>
    /// <exception cref="RefusalException">403, and counted.</exception>
    public void RequireOwnName(string? agentId)
    {
        if (agentId is null || agentId == Caller.AgentId) return;
        Service<Counters>().Impersonation();
        throw new RefusalException(StatusCodes.Status403Forbidden, "impersonation", "The request names another agent than the session proves.");
    }
}
