using Lighthouse.Security;
using Lighthouse.Security.RateLimitBypass;

namespace Lighthouse.Instruments.Tests.Security.RateLimitBypass;

public sealed class RateLimitAttackTests
{
    [Fact]
    public async Task A_sound_service_gives_no_finding_and_no_doubt()
    {
        await using var service = new LimitedService();
        var result = await AttackAsync(service);
        Assert.Empty(result.Findings);
        Assert.Empty(result.Doubts);

        // 15 of 20 in each of the five disguises and over several sessions.
        Assert.Equal(new AttemptGroup("ask", 90, 0, 0), Assert.Single(result.Groups));
    }

    [Fact]
    public async Task Counting_by_session_is_found()
    {
        await using var service = new LimitedService { Key = request => request.Header("Authorization")! };
        var result = await AttackAsync(service);
        Assert.Equal("ask, several sessions of the same caller", Assert.Single(result.Findings).Attempt);
        Assert.Equal(10, result.Accepted);
    }

    [Fact]
    public async Task Counting_by_a_header_is_found()
    {
        await using var service = new LimitedService { Key = request => LimitedService.CallerOf(request) + request.Header("X-Real-IP") };
        Assert.Equal("ask, another address in every header that names one", Assert.Single((await AttackAsync(service)).Findings).Attempt);
    }

    [Fact]
    public async Task Counting_by_the_path_as_written_is_found()
    {
        await using var service = new LimitedService { Key = request => LimitedService.CallerOf(request) + request.Path };
        Assert.Equal("ask, another spelling of the path", Assert.Single((await AttackAsync(service)).Findings).Attempt);
    }

    [Fact]
    public async Task No_limit_at_all_is_found_in_every_way()
    {
        await using var service = new LimitedService { Instead = _ => (200, "{}") };
        var result = await AttackAsync(service);
        Assert.Equal(6, result.Findings.Count);
        Assert.Equal(6 * 15, result.Accepted);
    }

    [Fact]
    public async Task A_429_that_does_not_say_when_is_a_doubt()
    {
        await using var service = new LimitedService(retryAfter: "");
        Assert.Contains((await AttackAsync(service)).Doubts, doubt => doubt.Contains("every 429 says when to come again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Limiting_everybody_for_one_is_a_doubt()
    {
        await using var service = new LimitedService { Key = _ => "everybody" };
        Assert.Contains((await AttackAsync(service)).Doubts, doubt => doubt.Contains("somebody else is served meanwhile", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_disguise_that_is_not_taken_is_no_doubt()
    {
        await using var service = new LimitedService { Instead = request => request.Path == "/ask" ? null : (404, "{}") };
        var result = await AttackAsync(service);
        Assert.Empty(result.Findings);
        Assert.Empty(result.Doubts);
    }

    [Fact]
    public async Task Failures_are_doubts()
    {
        await using var service = new LimitedService { Instead = _ => (503, "{}") };
        var result = await AttackAsync(service);
        Assert.Equal(result.Attempts, result.Unclear);
        Assert.Contains(result.Doubts, doubt => doubt.StartsWith("LHS5005", StringComparison.Ordinal));
    }

    private static Task<AttackResult> AttackAsync(LimitedService service) => new RateLimitAttack(new RateLimitOptions
    {
        Operations = [service.Operation],
        Bystander = _ => service.BystanderAsync(),
    }).RunAsync(new AttackContext { Target = service.Address, Random = new Random(417), Time = new StoppedClock() }, TestContext.Current.CancellationToken);

    // Nothing is refilled: what is allowed is the burst, however busy the machine is.
    private sealed class StoppedClock : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
