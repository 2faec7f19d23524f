using Lighthouse.Security;
using Lighthouse.Security.NonceReuse;

namespace Lighthouse.Instruments.Tests.Security.NonceReuse;

public sealed class NonceReuseAttackTests
{
    [Fact]
    public async Task A_sound_service_gives_no_finding_and_no_doubt()
    {
        await using var service = new OnceService();
        var result = await AttackAsync(service);

        Assert.Empty(result.Findings);
        Assert.Empty(result.Doubts);
        Assert.Equal([NonceReuseAttack.BeforeRestart, NonceReuseAttack.AfterRestart], result.Groups.Select(group => group.Name));

        // 5 resends, 1 later, 99 of 100 parallel copies, 1 foreign, 9 forged, 1 expired.
        Assert.Equal(new AttemptGroup(NonceReuseAttack.BeforeRestart, 116, 0, 0), result.Groups[0]);
        Assert.Equal(new AttemptGroup(NonceReuseAttack.AfterRestart, 5, 0, 0), result.Groups[1]);
        Assert.Equal(7, result.Controls.Count);
    }

    [Fact]
    public async Task A_nonce_that_is_never_consumed_is_found_on_every_way()
    {
        await using var service = new OnceService { NeverConsumes = true };
        var result = await AttackAsync(service);
        Assert.Equal(5 + 1 + 99, result.Groups[0].Accepted);
        Assert.Equal(5, result.Groups[1].Accepted);
        Assert.All(result.Findings, finding => Assert.DoesNotContain("secret-of-the-session", finding.Request + finding.Reproduce, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_check_apart_from_the_consumption_is_found_by_the_parallel_copies_alone()
    {
        await using var service = new OnceService { ChecksThenConsumesLater = true };
        var finding = Assert.Single((await AttackAsync(service)).Findings);
        Assert.Equal(Weakness.RaceCondition, finding.Weakness);
    }

    [Fact]
    public async Task A_foreign_nonce_that_works_is_found()
    {
        await using var service = new OnceService { AnyNonceWillDo = true };
        Assert.Contains((await AttackAsync(service)).Findings, finding => finding.Attempt == "another request's nonce");
    }

    [Fact]
    public async Task A_request_without_a_nonce_that_works_is_found()
    {
        await using var service = new OnceService { MissingNonceWillDo = true };
        Assert.Contains((await AttackAsync(service)).Findings, finding => finding.Attempt == "missing nonce");
    }

    [Fact]
    public async Task A_nonce_that_a_restart_forgets_is_found_after_the_restart_alone()
    {
        await using var service = new OnceService { ForgetsOnRestart = true };
        var result = await AttackAsync(service);
        Assert.Equal((0, 1), (result.Groups[0].Accepted, result.Groups[1].Accepted));
        Assert.Equal(NonceReuseAttack.AfterRestart, result.Groups[1].Name);
    }

    [Fact]
    public async Task A_nonce_past_its_time_that_works_is_found()
    {
        await using var service = new OnceService { IgnoresDeadlines = true };
        Assert.Equal("expired nonce", Assert.Single((await AttackAsync(service)).Findings).Attempt);
    }

    [Fact]
    public async Task A_service_that_refuses_everything_leaves_doubts()
    {
        await using var service = new OnceService { Instead = _ => (403, "{}") };
        var result = await AttackAsync(service);
        Assert.Empty(result.Findings);
        Assert.Equal(7, result.Doubts.Count(doubt => doubt.StartsWith("LHS5004", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Answers_that_say_neither_yes_nor_no_leave_doubts()
    {
        await using var service = new OnceService { Instead = _ => (503, "{}") };
        var result = await AttackAsync(service);
        Assert.Equal(result.Attempts, result.Unclear);
        Assert.Contains(result.Doubts, doubt => doubt.StartsWith("LHS5005", StringComparison.Ordinal));
    }

    private static Task<AttackResult> AttackAsync(OnceService service) => new NonceReuseAttack(new NonceReuseOptions
    {
        FreshCase = _ => service.CaseAsync(),
        ExpiredCase = _ => service.CaseAsync(expired: true),
        RestartAsync = _ => service.RestartAsync(),
        Later = TimeSpan.FromMilliseconds(20),
    }).RunAsync(new AttackContext { Target = service.Address, Random = new Random(417), Time = TimeProvider.System }, TestContext.Current.CancellationToken);
}
