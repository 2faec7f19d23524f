using Lighthouse.Security;
using Lighthouse.Security.Replay;

namespace Lighthouse.Instruments.Tests.Security.Replay;

public sealed class ReplayAttackTests
{
    [Fact]
    public async Task A_sound_service_gives_no_finding_and_no_doubt()
    {
        await using var service = new SpendingService();
        var result = await AttackAsync(service);
        Assert.Empty(result.Findings);
        Assert.Empty(result.Doubts);

        // 99 parallel copies, 3 resends, 2 x 3 after the end, 3 later; after the restart 3.
        Assert.Equal(new AttemptGroup(ReplayAttack.BeforeRestart, 111, 0, 0), result.Groups[0]);
        Assert.Equal(new AttemptGroup(ReplayAttack.AfterRestart, 3, 0, 0), result.Groups[1]);
        Assert.Equal(7, result.Controls.Count);
    }

    [Fact]
    public async Task What_is_spent_twice_is_found_on_every_way_and_tells_no_secret()
    {
        await using var service = new SpendingService { SpendsTwice = true };
        var result = await AttackAsync(service);
        Assert.Contains(result.Findings, finding => finding.Attempt == "spend: 100 copies at once");
        Assert.Contains(result.Findings, finding => finding.Attempt == "spend: sent again, time 1");
        Assert.Contains(result.Findings, finding => finding.Attempt == "spend: sent before, later");
        Assert.Contains(result.Findings, finding => finding.Attempt == "spend: sent before, after a restart");
        Assert.All(result.Findings, finding => Assert.DoesNotContain("secret-of-the-session", finding.Request + finding.Reproduce, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_check_apart_from_the_spending_is_found_by_the_parallel_copies_alone()
    {
        await using var service = new SpendingService { ChecksThenSpendsLater = true };
        Assert.Equal(Weakness.RaceCondition, Assert.Single((await AttackAsync(service)).Findings).Weakness);
    }

    [Fact]
    public async Task An_effect_behind_a_refusal_is_found()
    {
        await using var service = new SpendingService { RefusesSilentlyButActs = true };
        Assert.Contains((await AttackAsync(service)).Findings, finding => finding is { Attempt: "spend: sent again, time 1", ResponseStatus: 409 });
    }

    [Fact]
    public async Task A_recording_that_outlives_its_session_is_found()
    {
        await using var service = new SpendingService { IgnoresEnds = true };
        var found = (await AttackAsync(service)).Findings;
        Assert.Contains(found, finding => finding.Attempt == "repeat: sent again after its session ended, time 1");
        Assert.DoesNotContain(found, finding => finding.Attempt.StartsWith("spend", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_end_that_a_restart_forgets_is_found_after_the_restart_alone()
    {
        await using var service = new SpendingService { ForgetsEndsOnRestart = true };
        var result = await AttackAsync(service);
        Assert.Equal((0, 1), (result.Groups[0].Accepted, result.Groups[1].Accepted));
    }

    [Fact]
    public async Task A_service_that_refuses_everything_leaves_doubts()
    {
        await using var service = new SpendingService { Instead = _ => (403, "{}") };
        var result = await AttackAsync(service);
        Assert.Empty(result.Findings);
        Assert.Equal(7, result.Doubts.Count(doubt => doubt.StartsWith("LHS5004", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Answers_that_say_neither_yes_nor_no_leave_doubts()
    {
        await using var service = new SpendingService { Instead = _ => (503, "{}") };
        var result = await AttackAsync(service);
        Assert.Equal(result.Attempts, result.Unclear);
    }

    [Fact]
    public async Task Options_out_of_range_are_refused()
    {
        await using var service = new SpendingService();
        var attack = new ReplayAttack(new ReplayOptions { Operations = [service.Once], Ends = new Dictionary<string, Func<ReplayCase, CancellationToken, Task>>(), ParallelSends = 1 });
        var problem = await Assert.ThrowsAsync<ArgumentException>(() => attack.RunAsync(Context(service.Address), TestContext.Current.CancellationToken));
        Assert.StartsWith("LHS5303", problem.Message, StringComparison.Ordinal);
    }

    private static Task<AttackResult> AttackAsync(SpendingService service) => new ReplayAttack(new ReplayOptions
    {
        Operations = [service.Once, service.Often],
        Ends = new Dictionary<string, Func<ReplayCase, CancellationToken, Task>> { ["its session ended"] = (one, _) => service.ShutOutAsync(one) },
        RestartAsync = _ => service.RestartAsync(),
        Later = TimeSpan.FromMilliseconds(20),
    }).RunAsync(Context(service.Address), TestContext.Current.CancellationToken);

    private static AttackContext Context(Uri target) => new() { Target = target, Random = new Random(417), Time = TimeProvider.System };
}
