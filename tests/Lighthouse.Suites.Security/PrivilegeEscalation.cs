using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Security.PrivilegeEscalation;
using Lighthouse.Security.Wire;

namespace Lighthouse.Suites.Security;

/// <summary>Every role can do what the permission matrix says, and nothing else.</summary>
[Collection(SharedTarget.Name)]
public sealed class PrivilegeEscalation(Day day)
{
    private const string Gate = "privilege-escalation";

    [Fact, Gate(Gate, "privilege_escalation.accepted")]
    public async Task Nobody_gets_beyond_its_role()
    {
        Assert.SkipWhen(day.TargetProfile is not null, "the target is known by its profile alone, and a profile has no matrix of roles and operations");
        var cancellation = TestContext.Current.CancellationToken;
        await using var agents = await Agents.ConnectPatientlyAsync(day.Target.Url, day.Target.Credentials["admin"], cancellation);
        var identities = new AttackIdentities(agents);
        var sessions = new RoleSessions(identities);
        var requests = new CallerRequests(identities);
        var attack = new PrivilegeEscalationAttack(new PrivilegeEscalationOptions
        {
            OpenApiJson = JsonSerializer.Serialize(await agents.Client.OpenApiAsync(cancellation)),
            Roles = PermissionMatrix.Roles,
            LeastRoles = PermissionMatrix.LeastRoles,
            Request = async (operation, role, token) => await requests.ForAsync(operation, await sessions.NextAsync(role, operation, token), token),
            IsForRole = response => response.Status == 403 && response.Body.Contains("\"not_permitted\"", StringComparison.Ordinal),
            Claims = new RoleClaims(identities).All,
            Things = new PrivateThings(identities).All,
        });
        var result = await attack.RunAsync(Attacks.On(day.Target.Url, day.Random(Gate)), cancellation);
        Attacks.Record(day, Gate, "privilege_escalation.accepted", result);
    }

    /// <summary>A session of each role that lasts some requests: a guest may make only a hundred at once.</summary>
    private sealed class RoleSessions(AttackIdentities identities)
    {
        private const int RequestsOfOne = 8;
        private readonly SemaphoreSlim choosing = new(1, 1);
        private readonly Dictionary<string, (BridgeSession Session, int Used)> known = [];

        public async Task<BridgeSession> NextAsync(string role, string operation, CancellationToken cancellation)
        {
            // These end the session, are limited to a few at once, or make an expert's earlier registration void.
            if (operation is "POST /session/revoke" or "POST /elicitation/create" or "GET /task/status/{id}" || operation.Contains(" /expert/", StringComparison.Ordinal))
                return await identities.SessionAsync(role, cancellation);
            await choosing.WaitAsync(cancellation);
            try
            {
                var (session, used) = known.GetValueOrDefault(role);
                if (session is null || used == RequestsOfOne)
                    (session, used) = (await identities.SessionAsync(role, cancellation), 0);
                known[role] = (session, used + 1);
                return session;
            }
            finally
            {
                choosing.Release();
            }
        }
    }
}
