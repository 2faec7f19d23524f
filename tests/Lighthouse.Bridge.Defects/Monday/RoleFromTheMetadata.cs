using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Lighthouse.Bridge.Identity;
using Microsoft.AspNetCore.Http;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("role-from-the-metadata", "privilege-escalation", "the metadata that a session is opened with may name the role of its agent")]
internal sealed class RoleFromTheMetadata(IAuthenticator inner, IHttpContextAccessor http, ConcurrentDictionary<string, Role> claimed) : DecoratedAuthenticator(inner, http), IDefect
{
    public static void Seed(IServiceCollection services)
    {
        var claimed = new ConcurrentDictionary<string, Role>();
        services.Surround(async (http, next) =>
        {
            if (http.Request.Path == "/session/create")
                await http.ChangeBodyAsync(body => Remember(claimed, body));
            await next(http);
        });
        Seed(services, (inner, http) => new RoleFromTheMetadata(inner, http, claimed));
    }

    public override Caller Authenticate(PresentedIdentity presented)
    {
        var caller = base.Authenticate(presented);
        return claimed.TryGetValue(caller.AgentId, out var role) ? caller with { Role = role } : caller;
    }

    private static void Remember(ConcurrentDictionary<string, Role> claimed, JsonObject body)
    {
        if (body["metadata"] is JsonObject metadata && metadata["role"] is JsonValue named && named.TryGetValue<string>(out var word)
            && Roles.Parse(word) is { } role && body["agent_id"] is JsonValue agent && agent.TryGetValue<string>(out var id))
            claimed[id] = role;
    }
}
