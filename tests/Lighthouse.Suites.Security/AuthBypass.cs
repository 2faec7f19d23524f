using System.Text.Json;
using Lighthouse.Security.AuthBypass;
using Lighthouse.Security.OpenApi;
using Lighthouse.Suites.Security.Profiled;

namespace Lighthouse.Suites.Security;

/// <summary>No operation that is not public answers without a valid token.</summary>
[Collection(SharedTarget.Name)]
public sealed class AuthBypass(Day day)
{
    private const string Gate = "auth-bypass";

    // A role that may call everything, so that each operation's positive control reaches it.
    private const string Role = "admin";

    [Fact, Gate(Gate, "auth_bypass.accepted")]
    public async Task No_operation_answers_without_a_valid_token()
    {
        if (day.TargetProfile is { } profile)
        {
            await ProfiledAuthBypass.RunAsync(day, profile, Gate, "auth_bypass.accepted");
            return;
        }

        var cancellation = TestContext.Current.CancellationToken;
        await using var agents = await Agents.ConnectPatientlyAsync(day.Target.Url, day.Target.Credentials["admin"], cancellation);
        var identities = new AttackIdentities(agents);
        var attack = new AuthBypassAttack(new AuthBypassOptions
        {
            Description = OpenApiReader.Read(JsonSerializer.Serialize(await agents.Client.OpenApiAsync(cancellation))),
            FreshToken = async token => (await identities.PairedSessionAsync(Role, token)).Token,
            RevokedToken = token => RevokedAsync(identities, token),
            Examples = new AuthBypassExamples(identities).All,
        });
        var result = await attack.RunAsync(Attacks.On(day.Target.Url, day.Random(Gate)), cancellation);
        Attacks.Record(day, Gate, "auth_bypass.accepted", result);
    }

    private static async Task<string> RevokedAsync(AttackIdentities identities, CancellationToken cancellation)
    {
        var session = await identities.SessionAsync(Role, cancellation);
        await session.RevokeAsync(cancellation);
        return session.Token;
    }
}
