using Lighthouse.Security;
using Lighthouse.Security.AuthBypass;
using Lighthouse.Security.OpenApi;

namespace Lighthouse.Instruments.Tests.Security.AuthBypass;

public sealed class AuthBypassAttackTests
{
    [Fact]
    public async Task A_sound_service_gives_no_finding_and_no_doubt()
    {
        await using var service = new TokenService();
        var result = await AttackAsync(service);

        Assert.Empty(result.Findings);
        Assert.Empty(result.Doubts);
        Assert.Equal((0, 0), (result.Accepted, result.Unclear));

        // Five operations that are not public, each with dozens of attempts and a control before and after.
        Assert.Equal(10, result.Controls.Count);
        Assert.InRange(result.Attempts, 5 * 50, int.MaxValue);
        Assert.Equal(
            ["no token", "forged token", "case and encoding", "revoked token", "token in another place", "path tricks", "method tricks", "header tricks"],
            result.Groups.Select(group => group.Name));
        Assert.DoesNotContain(service.Seen, request => request.Path == "/health");
    }

    [Fact]
    public async Task An_operation_without_a_check_is_found_by_every_kind_of_attempt_on_it()
    {
        await using var service = new TokenService(request => request.Path == "/things/7");
        var result = await AttackAsync(service);

        Assert.All(result.Findings, finding => Assert.StartsWith("GET /things/{id}: ", finding.Attempt, StringComparison.Ordinal));
        Assert.Contains(result.Findings, finding => finding.Attempt.EndsWith("no Authorization header", StringComparison.Ordinal));
        Assert.Contains(result.Findings, finding => finding.Attempt.EndsWith("revoked token", StringComparison.Ordinal));
        Assert.Equal(result.Accepted, result.Findings.Count);
    }

    [Fact]
    public async Task A_single_use_operation_without_a_check_is_found_although_its_control_used_it_up()
    {
        await using var service = new TokenService(request => request.Path == "/once");
        var result = await AttackAsync(service);

        Assert.Contains(result.Findings, finding => finding.Attempt == "POST /once: no Authorization header" && finding.ResponseStatus == 409);
    }

    [Theory]
    [InlineData("X-Forwarded-User", "CWE-290")]
    [InlineData("X-Original-URL", "CWE-290")]
    public async Task A_believed_header_is_found_and_nothing_else(string header, string cwe)
    {
        await using var service = new TokenService(request => request.Header(header) is not null);
        var result = await AttackAsync(service);

        Assert.NotEmpty(result.Findings);
        Assert.All(result.Findings, finding => Assert.Equal((cwe, true), (finding.Weakness.Cwe, finding.Attempt.Contains(header, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_check_that_another_spelling_of_the_path_misses_is_found()
    {
        await using var service = new TokenService(request => request.Target is "/things/7/" or "/things//7");
        var result = await AttackAsync(service);

        Assert.Equal(
            ["GET /things/{id}: double slash within", "GET /things/{id}: trailing slash"],
            result.Findings.Select(finding => finding.Attempt).Order());
    }

    [Fact]
    public async Task HEAD_without_a_check_is_found()
    {
        await using var service = new TokenService(request => request.Method == "HEAD");
        var finding = Assert.Single((await AttackAsync(service)).Findings);
        Assert.Equal("GET /things: HEAD for GET", finding.Attempt);
    }

    [Fact]
    public async Task A_signature_that_is_not_compared_to_its_end_is_found()
    {
        await using var service = new TokenService { IgnoresTheLastCharacter = true };
        var result = await AttackAsync(service);
        Assert.Contains(result.Findings, finding => finding.Weakness == Weakness.UnverifiedSignature);
        Assert.DoesNotContain(result.Findings, finding => finding.Weakness == Weakness.ImproperAuthentication);
    }

    [Fact]
    public async Task A_revoked_token_that_still_works_is_found()
    {
        await using var service = new TokenService { ForgetsRevocation = true };
        var result = await AttackAsync(service);
        Assert.NotEmpty(result.Findings);
        Assert.All(result.Findings, finding => Assert.Equal("CWE-613", finding.Weakness.Cwe));
    }

    [Fact]
    public async Task An_operation_that_the_control_does_not_reach_leaves_a_doubt()
    {
        await using var service = new TokenService();
        var result = await AttackAsync(service, examples: []);

        Assert.Contains(result.Doubts, doubt => doubt.StartsWith("LHS5004: the legitimate request 'GET /things/{id} with a valid token'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_target_that_does_not_answer_is_never_a_target_without_findings()
    {
        var service = new TokenService();
        await service.DisposeAsync();
        var result = await AttackAsync(service);

        Assert.Empty(result.Findings);
        Assert.Equal(result.Attempts, result.Unclear);
        Assert.All(result.Controls, control => Assert.False(control.Succeeded));
        Assert.NotEmpty(result.Doubts);
    }

    [Fact]
    public async Task Findings_do_not_show_tokens()
    {
        var tokens = new List<string>();
        await using var service = new TokenService(_ => true);
        var result = await AttackAsync(service, onToken: tokens.Add);

        Assert.NotEmpty(result.Findings);
        foreach (var finding in result.Findings)
        {
            var text = $"{finding.Request}{finding.ResponseBody}{finding.Reproduce}";
            Assert.DoesNotContain(tokens, token => text.Contains(token[..^1], StringComparison.Ordinal));
            Assert.DoesNotContain("a secret of somebody", text, StringComparison.Ordinal);
            Assert.StartsWith("curl -i --path-as-is", finding.Reproduce, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_description_in_which_all_is_public_gives_nothing_to_attack_and_says_so()
    {
        await using var service = new TokenService();
        var result = await new AuthBypassAttack(new AuthBypassOptions
        {
            Description = OpenApiReader.Read("""{"openapi":"3.0.0","paths":{"/health":{"get":{"security":[]}}}}"""),
            FreshToken = _ => service.FreshToken(),
        }).RunAsync(Context(service.Address), TestContext.Current.CancellationToken);

        Assert.NotNull(result.NotApplicable);
        Assert.Contains(result.Doubts, doubt => doubt.StartsWith("LHS5001", StringComparison.Ordinal));
    }

    private static Task<AttackResult> AttackAsync(
        TokenService service, Dictionary<string, Func<string, CancellationToken, Task<OperationExample>>>? examples = null, Action<string>? onToken = null) =>
        new AuthBypassAttack(new AuthBypassOptions
        {
            Description = OpenApiReader.Read(TokenService.Description),
            FreshToken = async _ =>
            {
                var token = await service.FreshToken();
                onToken?.Invoke(token);
                return token;
            },
            RevokedToken = _ => service.RevokedToken(),
            Examples = examples ?? new()
            {
                ["GET /things/{id}"] = (_, _) => Task.FromResult(new OperationExample { Parameters = new Dictionary<string, string> { ["id"] = "7" } }),
            },
        }).RunAsync(Context(service.Address), TestContext.Current.CancellationToken);

    private static AttackContext Context(Uri target) => new() { Target = target, Random = new Random(417), Time = TimeProvider.System };
}
