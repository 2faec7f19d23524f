using Lighthouse.Security;
using Lighthouse.Security.CrossAccess;
using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Wire;
using Lighthouse.Security.AuthBypass;

namespace Lighthouse.Instruments.Tests.Security.CrossAccess;

public sealed class CrossAccessTests
{
    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task A_service_that_looks_whose_it_is_gives_no_finding_and_no_doubt(string method)
    {
        await using var service = Orders((who, _) => who == "owner-token");
        var result = await CrossAsync(service.Address, method);
        Assert.Empty(result.Findings);
        Assert.Empty(result.Doubts);
        Assert.InRange(result.Attempts, 15, 40);
    }

    [Theory]
    [InlineData("GET", "reading what belongs to another")]
    [InlineData("DELETE", "changing what belongs to another")]
    public async Task A_service_that_looks_only_for_any_user_is_found(string method, string group)
    {
        await using var service = Orders((_, _) => true);
        var result = await CrossAsync(service.Address, method);
        Assert.Contains(result.Findings, finding => finding.Attempt == $"an order: as it is" && finding.Group == group);
        Assert.All(result.Findings, finding => Assert.Equal("CWE-639", finding.Weakness.Cwe));
    }

    [Fact]
    public async Task A_header_that_names_the_user_is_found()
    {
        await using var service = Orders((who, request) => who == "owner-token" || request.Header("X-Forwarded-User") is not null);
        var result = await CrossAsync(service.Address, "GET");
        Assert.Equal("an order: X-Forwarded-User: admin", Assert.Single(result.Findings).Attempt);
    }

    [Fact]
    public async Task An_attacker_without_a_live_identity_leaves_a_doubt()
    {
        await using var service = Orders((who, _) => who == "owner-token", knowsAttacker: false);
        Assert.NotEmpty((await CrossAsync(service.Address, "GET")).Doubts);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_login_by_name_alone_is_the_finding(bool checksSecret, bool found)
    {
        await using var service = new LoopbackServer(request => Task.FromResult(request.Path == "/login"
            ? !checksSecret || request.Body.Contains("right", StringComparison.Ordinal) ? (200, "session-of-victim") : (401, "no")
            : request.Header("Authorization")?.Trim() == "Bearer session-of-victim" ? (200, "mine") : (401, "no")));
        var result = await new IdentityProofAttack(new IdentityProofOptions
        {
            Probe = new RawRequest("GET", "/me"),
            Logins =
            [
                new LoginCase
                {
                    Who = "victim", NeedsSecret = true, Legitimate = new RawRequest("POST", "/login") { Body = "right" }, Carrier = CredentialCarrier.Bearer,
                    WithoutProof = [("with another secret", new RawRequest("POST", "/login") { Body = "wrong" })],
                    TokenOf = response => response.IsSuccess ? response.Body : null,
                },
            ],
        }).RunAsync(Context(service.Address), TestContext.Current.CancellationToken);
        Assert.Empty(result.Doubts);
        Assert.Equal(found, result.Findings.Any(finding => finding.Attempt == "login as victim: with another secret"));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("form", true)]
    [InlineData("cors", true)]
    public async Task A_change_that_another_site_asks_for_is_found(string weakness, bool found)
    {
        await using var service = new LoopbackServer(request => Task.FromResult(
            request.Method == "OPTIONS" ? (405, "")
            : request.Header("Cookie")?.Trim() != "sid=cookie-of-user" ? (401, "")
            : weakness switch
            {
                "form" => (200, "changed"),
                "cors" => request.Header("Origin") is null || request.Header("Content-Type")?.Trim() == "text/plain" ? (200, "changed") : (403, ""),
                _ => request.Header("Origin") is null && request.Header("Referer") is null ? (200, "changed") : (403, ""),
            }));
        var result = await new ForeignOriginAttack(Changes(new CookieCarrier("sid"))).RunAsync(Context(service.Address), TestContext.Current.CancellationToken);
        Assert.Empty(result.Doubts);
        Assert.Equal(found, result.Findings.Count > 0);
    }

    [Fact]
    public async Task A_credential_that_no_browser_adds_makes_the_attack_not_apply()
    {
        var result = await new ForeignOriginAttack(Changes(CredentialCarrier.Bearer)).RunAsync(Context(new Uri("http://127.0.0.1:9")), TestContext.Current.CancellationToken);
        Assert.Contains("a browser never adds by itself", result.NotApplicable, StringComparison.Ordinal);
    }

    private static ForeignOriginOptions Changes(CredentialCarrier carrier) => new()
    {
        Carrier = carrier,
        Credential = _ => Task.FromResult("cookie-of-user"),
        Changes = [(new OpenApiOperation { Method = "POST", Path = "/orders", IsPublic = false, Parameters = [], BodyExample = "{}" }, new OperationExample())],
    };

    private static LoopbackServer Orders(Func<string, WireRequest, bool> mayTouch, bool knowsAttacker = true) => new(request =>
    {
        var who = (request.Header("Authorization") ?? "").Replace("Bearer", "", StringComparison.Ordinal).Trim();
        if (who != "owner-token" && (who != "attacker-token" || !knowsAttacker))
            return Task.FromResult((401, ""));
        return Task.FromResult(request.Path switch
        {
            "/me" => (200, $"I am {who}"),
            "/orders/7" => mayTouch(who, request) ? (200, "an order of the owner") : (403, ""),
            _ => (404, ""),
        });
    });

    private static Task<AttackResult> CrossAsync(Uri address, string method) => new CrossAccessAttack(new CrossAccessOptions
    {
        Owner = new AccessIdentity(CredentialCarrier.Bearer, _ => Task.FromResult("owner-token"), new Dictionary<string, string>()),
        Attacker = new AccessIdentity(CredentialCarrier.Bearer, _ => Task.FromResult("attacker-token"), new Dictionary<string, string>()),
        AttackersOwn = new RawRequest("GET", "/me"),
        Cases = [new CrossAccessCase("an order", method == "GET" ? AccessKind.Read : AccessKind.Write, _ => Task.FromResult<(RawRequest, RawRequest?)>((new RawRequest(method, "/orders/7"), new RawRequest(method, "/orders/none"))))],
    }).RunAsync(Context(address), TestContext.Current.CancellationToken);

    private static AttackContext Context(Uri target) => new() { Target = target, Random = new Random(417), Time = TimeProvider.System };
}
