using System.Text.Json;
using System.Text.Json.Nodes;
using Lighthouse.Bridge.Client;
using Lighthouse.Security.PrivilegeEscalation;
using Lighthouse.Security.Wire;

namespace Lighthouse.Suites.Security;

/// <summary>Requests that say what their sender may do.</summary>
internal sealed class RoleClaims(AttackIdentities identities)
{
    private const string Role = "expert_agent";
    private static readonly string[] Powers = ["/agent/list", "/feature_flags", "/integrity/violations"];
    private readonly CallerRequests requests = new(identities);

    public IReadOnlyList<Func<CancellationToken, Task<RoleClaim>>> All =>
    [
        .. AgentFieldMeanings.Operations.Where(operation => operation.StartsWith("POST ", StringComparison.Ordinal) && operation != "POST /session/revoke")
            .Select(operation => (Func<CancellationToken, Task<RoleClaim>>)(token => InBodyAsync(operation, token))),
        OpenSessionAsync, token => BesideAsync("headers", InHeaders, token), token => BesideAsync("query parameters", InQuery, token), token => BesideAsync("a cookie", InCookie, token),
    ];

    /// <summary>A role in the body of something that the agent may do, looked at through the same session and a new one.</summary>
    private async Task<RoleClaim> InBodyAsync(string operation, CancellationToken cancellation)
    {
        var session = await identities.SessionAsync(Role, cancellation);
        var request = await requests.ForAsync(operation, session, cancellation);
        var later = await identities.SessionAsync(identities.CredentialOf(session.AgentId), cancellation);
        return new($"{operation} with a role in its body", request with { Body = WithRole(request.Body!) }, _ => [PowerOf(session, Powers[0]), .. Powers.Select(path => PowerOf(later, path))]);
    }

    private async Task<RoleClaim> OpenSessionAsync(CancellationToken cancellation)
    {
        var request = identities.Proof(await identities.AgentAsync(Role, cancellation)).ToRaw();
        return new("POST /session/create with a role in its body", request with { Body = WithRole(request.Body!) }, response =>
        {
            using var reply = JsonDocument.Parse(response.Body);
            return reply.RootElement.TryGetProperty("session_token", out var token)
                ? [.. Powers.Select(path => new RawRequest("GET", path) { Headers = [new("User-Agent", AttackIdentities.UserAgent), new("Authorization", $"Bearer {token.GetString()}")] })]
                : [];
        });
    }

    private async Task<RoleClaim> BesideAsync(string where, Func<RawRequest, RawRequest> claim, CancellationToken cancellation)
    {
        var session = await identities.SessionAsync(Role, cancellation);
        return new($"a role in {where}", CallerRequests.Get(session, "/session/list"), _ => [.. Powers.Select(path => claim(PowerOf(session, path)))]);
    }

    private static RawRequest PowerOf(BridgeSession session, string path) => CallerRequests.Get(session, path);

    private static RawRequest InHeaders(RawRequest request) => request
        .With("X-Role", "admin").With("X-User-Role", "admin").With("X-Agent-Role", "admin").With("X-Roles", "admin").With("X-Admin", "true").With("X-Permissions", "AdminAccess");

    private static RawRequest InQuery(RawRequest request) => request with { Target = $"{request.Target}?role=admin&admin=true&is_admin=1&permissions=AdminAccess" };

    private static RawRequest InCookie(RawRequest request) => request.With("Cookie", "role=admin; admin=true; is_admin=1");

    private static string WithRole(string body)
    {
        var root = JsonNode.Parse(body)!.AsObject();
        Claim(root);
        if (root["metadata"] is not JsonObject)
            root["metadata"] = new JsonObject();
        Claim(root["metadata"]!.AsObject());
        return root.ToJsonString();
    }

    private static void Claim(JsonObject holder)
    {
        (holder["role"], holder["is_admin"], holder["admin"]) = ("admin", true, true);
        holder["roles"] = new JsonArray("admin");
        holder["permissions"] = new JsonArray("AdminAccess", "AuditAccess", "SystemAdmin");
    }
}
