using System.Text;
using Lighthouse.Security;
using Lighthouse.Security.AuthBypass;
using Lighthouse.Security.OpenApi;

namespace Lighthouse.Instruments.Tests.Security.AuthBypass;

/// <summary>The attack on targets that it does not know: credentials in other places than a bearer header.</summary>
public sealed class CarrierTests
{
    private const string Secret = "user:a-s3cret-of-some-length";

    public static TheoryData<string> Places => ["basic", "header", "cookie", "query"];

    [Theory, MemberData(nameof(Places))]
    public async Task A_sound_service_gives_no_finding_and_no_doubt(string place)
    {
        await using var service = Service(place, carried => carried == Written(place, Secret));
        var result = await AttackAsync(service.Address, place);
        Assert.Empty(result.Findings);
        Assert.Empty(result.Doubts);
    }

    [Theory, MemberData(nameof(Places))]
    public async Task A_check_of_the_first_characters_is_found(string place)
    {
        await using var service = Service(place, carried => carried.StartsWith(Written(place, Secret)[..12], StringComparison.Ordinal));
        var result = await AttackAsync(service.Address, place);
        Assert.Contains(result.Findings, finding => finding.Attempt == "GET /things: last character changed");
        Assert.All(result.Findings, finding => Assert.DoesNotContain("s3cret-of-some-lengt", finding.Request, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Places))]
    public async Task No_check_at_all_is_found(string place)
    {
        await using var service = Service(place, _ => true);
        Assert.Contains((await AttackAsync(service.Address, place)).Findings, finding => finding.Attempt.StartsWith("GET /things: no ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_that_is_given_for_every_unknown_path_is_no_finding()
    {
        await using var service = Service("basic", carried => carried == Written("basic", Secret), unknownPath: 200);
        var result = await AttackAsync(service.Address, "basic");
        Assert.Empty(result.Findings);
        Assert.Empty(result.Doubts);
    }

    private static LoopbackServer Service(string place, Func<string, bool> isValid, int unknownPath = 404) => new(request =>
    {
        if (request.Path != "/things")
            return Task.FromResult((unknownPath, "the page for everything else"));
        var carried = place switch
        {
            "basic" => request.Header("Authorization")?.Trim(' ') ?? "",
            "header" => request.Header("X-Api-Key")?.Trim(' ') ?? "",
            "cookie" => (request.Header("Cookie") ?? "").Trim().Replace("sid=", "", StringComparison.Ordinal),
            _ => Uri.UnescapeDataString(request.Target.Split("key=", 2) is [_, var value] ? value : ""),
        };
        return Task.FromResult(request.Method == "GET" && isValid(carried) ? (200, "things") : (401, "who are you"));
    });

    private static string Written(string place, string secret) => place == "basic" ? $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))}" : secret;

    private static Task<AttackResult> AttackAsync(Uri address, string place) => new AuthBypassAttack(new AuthBypassOptions
    {
        Description = OpenApiReader.Read("""{"openapi":"3.1.0","paths":{"/things":{"get":{}}}}"""),
        Carrier = place switch { "basic" => new BasicCarrier(), "header" => new HeaderCarrier("X-Api-Key", null), "cookie" => new CookieCarrier("sid"), _ => new QueryCarrier("key") },
        IsForeign = true,
        FreshToken = _ => Task.FromResult(Secret),
    }).RunAsync(new AttackContext { Target = address, Random = new Random(417), Time = TimeProvider.System }, TestContext.Current.CancellationToken);
}
