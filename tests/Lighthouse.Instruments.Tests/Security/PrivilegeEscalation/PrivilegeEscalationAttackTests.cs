using Lighthouse.Security;
using Lighthouse.Security.PrivilegeEscalation;
using Lighthouse.Security.Wire;

namespace Lighthouse.Instruments.Tests.Security.PrivilegeEscalation;

public sealed class PrivilegeEscalationAttackTests
{
    private const string Description = """{"openapi":"3.1.0","paths":{"/health":{"get":{"security":[]}},"/notes":{"get":{}},"/users":{"get":{}}}}""";
    private const string Private = "what only its owner may read";

    [Fact]
    public async Task A_sound_service_gives_no_finding_and_no_doubt()
    {
        var result = await AttackAsync(Sound);
        Assert.Empty(result.Findings);
        Assert.Empty(result.Doubts);
        Assert.Equal(["beyond the role", "beyond the role, spelled otherwise", "a role that was claimed", "read what is another's"], result.Groups.Select(group => group.Name));
    }

    [Fact]
    public async Task An_operation_that_is_open_to_too_low_a_role_is_found()
    {
        var result = await AttackAsync(request => request.Path == "/users" ? (200, "{}") : Sound(request));
        Assert.Contains(result.Findings, finding => finding.Attempt == "GET /users as user");
    }

    [Fact]
    public async Task A_check_after_the_body_was_looked_at_is_found()
    {
        var result = await AttackAsync(request => request.Path == "/users" && RoleOf(request) == "user" ? (422, "{}") : Sound(request));
        Assert.Contains(result.Findings, finding => finding.Attempt == "GET /users as user" && finding.ResponseStatus == 422);
    }

    [Fact]
    public async Task A_refusal_for_another_reason_is_a_doubt()
    {
        var result = await AttackAsync(request => request.Path == "/users" && RoleOf(request) == "user" ? (403, """{"code":"other"}""") : Sound(request));
        Assert.Empty(result.Findings);
        Assert.Contains(result.Doubts, doubt => doubt.StartsWith("LHS5005", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_role_that_misses_the_check_behind_a_slash_is_found()
    {
        var result = await AttackAsync(request => request.Path == "/users/" ? (200, "{}") : Sound(request));
        Assert.Equal("GET /users as user: trailing slash", Assert.Single(result.Findings).Attempt);
    }

    [Fact]
    public async Task A_claimed_role_is_found_by_what_it_lets_do()
    {
        var result = await AttackAsync(request => request.Header("X-Role") == "admin" ? (200, "{}") : Sound(request));
        Assert.Equal("a header, then GET /users", Assert.Single(result.Findings).Attempt);
    }

    [Fact]
    public async Task What_is_read_by_anybody_is_found()
    {
        var result = await AttackAsync(request => request.Target == "/notes?id=7" ? (200, Private) : Sound(request));
        Assert.Equal("a note: as another user", Assert.Single(result.Findings).Attempt);
    }

    [Fact]
    public async Task An_operation_that_the_matrix_does_not_name_is_a_doubt()
    {
        var result = await AttackAsync(Sound, Description.Replace("\"/users\"", "\"/new\":{\"get\":{}},\"/users\"", StringComparison.Ordinal));
        Assert.Contains(result.Doubts, doubt => doubt.Contains("GET /new is not in the matrix", StringComparison.Ordinal));
    }

    private static string RoleOf(WireRequest request) => request.Header("Authorization")!.Split('-')[1];

    private static (int Status, string Body) Sound(WireRequest request) => request.Path switch
    {
        "/notes" => (200, request.Target == "/notes?id=7" && request.Header("Authorization") == "Bearer token-user-owner" ? Private : "{}"),
        "/users" => RoleOf(request) == "admin" ? (200, "{}") : (403, """{"code":"not_permitted"}"""),
        _ => (404, "{}"),
    };

    private static async Task<AttackResult> AttackAsync(Func<WireRequest, (int Status, string Body)> answer, string description = Description)
    {
        await using var server = new LoopbackServer(request => Task.FromResult(answer(request)));
        var attack = new PrivilegeEscalationAttack(new PrivilegeEscalationOptions
        {
            OpenApiJson = description,
            Roles = ["user", "admin"],
            LeastRoles = new Dictionary<string, string> { ["GET /health"] = PrivilegeEscalationOptions.Anybody, ["GET /notes"] = "user", ["GET /users"] = "admin" },
            Request = (operation, role, _) => Task.FromResult(As(role, operation["GET ".Length..])),
            IsForRole = response => response.Status == 403 && response.Body.Contains("not_permitted", StringComparison.Ordinal),
            Claims = [_ => Task.FromResult(new RoleClaim("a header", As("user", "/notes"), _ => [As("user", "/users").With("X-Role", "admin")]))],
            Things = [_ => Task.FromResult(new PrivateThing("a note", Private, As("user-owner", "/notes?id=7"), [new("as another user", As("user", "/notes?id=7"))]))],
        });
        return await attack.RunAsync(
            new AttackContext { Target = server.Address, Random = new Random(417), Time = TimeProvider.System }, TestContext.Current.CancellationToken);
    }

    private static RawRequest As(string who, string target) => new RawRequest("GET", target).With("Authorization", $"Bearer token-{who}");
}
