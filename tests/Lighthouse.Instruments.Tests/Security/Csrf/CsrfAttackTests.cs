using Lighthouse.Security;
using Lighthouse.Security.Csrf;
using Lighthouse.Security.Wire;

namespace Lighthouse.Instruments.Tests.Security.Csrf;

public sealed class CsrfAttackTests
{
    [Fact]
    public async Task A_sound_service_gives_no_finding_and_no_doubt()
    {
        await using var service = new OriginService();
        var result = await AttackAsync(service);
        Assert.Empty(result.Findings);
        Assert.Empty(result.Doubts);
        Assert.True(result.Attempts > 80, $"{result.Attempts} attempts");
        Assert.Equal(5, result.Controls.Count);
    }

    [Fact]
    public async Task An_origin_that_is_compared_by_its_beginning_is_found_over_http_and_websocket()
    {
        await using var service = new OriginService { IsOwn = (given, own) => given.StartsWith(own, StringComparison.Ordinal) };
        var found = (await AttackAsync(service)).Findings;
        Assert.Contains(found, finding => finding.Attempt == "count: Origin: the own origin with a suffix");
        Assert.Contains(found, finding => finding.Attempt == "handshake, Origin: the own origin with a suffix" && finding.Weakness == Weakness.UncheckedSocketOrigin);
        Assert.DoesNotContain(found, finding => finding.Attempt.EndsWith("another site", StringComparison.Ordinal));
        Assert.All(found, finding => Assert.DoesNotContain("secret-of-the-session", finding.Request + finding.Reproduce, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_null_origin_that_is_trusted_is_found()
    {
        await using var service = new OriginService { IsOwn = (given, own) => given == own || given == "null" };
        Assert.Contains((await AttackAsync(service)).Findings, finding => finding.Attempt == "count: Origin: null");
    }

    [Fact]
    public async Task Bodies_that_need_no_leave_are_found()
    {
        await using var service = new OriginService { TakesAnyBody = true };
        var result = await AttackAsync(service);
        Assert.Equal(7, result.Groups.Single(group => group.Name == "simple request").Accepted);
        Assert.Empty(result.Doubts);
    }

    [Fact]
    public async Task A_token_in_a_cookie_is_found()
    {
        await using var service = new OriginService { TakesCookies = true };
        Assert.Contains((await AttackAsync(service)).Findings, finding => finding.Attempt == "count: cookie session_token");
    }

    [Fact]
    public async Task A_state_that_a_GET_changes_is_found()
    {
        await using var service = new OriginService { TakesGet = true };
        Assert.Contains((await AttackAsync(service)).Findings, finding => finding.Weakness == Weakness.StateChangedBySafeMethod);
    }

    [Fact]
    public async Task A_success_without_an_effect_is_a_doubt_and_no_finding()
    {
        await using var service = new OriginService { LiesAboutSuccess = true };
        var result = await AttackAsync(service);
        Assert.Empty(result.Findings);
        Assert.Contains(result.Doubts, doubt => doubt.StartsWith("LHS5005", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_that_refuses_everything_leaves_doubts()
    {
        await using var service = new OriginService { Instead = _ => (403, "{}") };
        Assert.Equal(5, (await AttackAsync(service)).Doubts.Count(doubt => doubt.StartsWith("LHS5004", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Options_without_an_operation_are_refused()
    {
        var attack = new CsrfAttack(new CsrfOptions { Operations = new Dictionary<string, Func<CancellationToken, Task<CsrfCase>>>() });
        var problem = await Assert.ThrowsAsync<ArgumentException>(() => attack.RunAsync(Context(new Uri("http://127.0.0.1:9")), TestContext.Current.CancellationToken));
        Assert.StartsWith("LHS5401", problem.Message, StringComparison.Ordinal);
    }

    private static Task<AttackResult> AttackAsync(OriginService service) => new CsrfAttack(new CsrfOptions
    {
        Operations = new Dictionary<string, Func<CancellationToken, Task<CsrfCase>>> { ["count"] = _ => service.CaseAsync() },
        Handshake = _ => Task.FromResult(new RawRequest("GET", "/ws")),
    }).RunAsync(Context(service.Address), TestContext.Current.CancellationToken);

    private static AttackContext Context(Uri target) => new() { Target = target, Random = new Random(417), Time = TimeProvider.System };
}
