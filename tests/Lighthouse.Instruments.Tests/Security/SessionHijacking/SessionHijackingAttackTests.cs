using Lighthouse.Security;
using Lighthouse.Security.SessionHijacking;

namespace Lighthouse.Instruments.Tests.Security.SessionHijacking;

public sealed class SessionHijackingAttackTests
{
    [Fact]
    public async Task A_sound_service_gives_no_finding_and_no_doubt()
    {
        await using var service = new SessionService();
        var result = await AttackAsync(service);
        Assert.Empty(result.Findings);
        Assert.Empty(result.Doubts);
        Assert.Equal(
            ["used after its end", "stolen, used by another program", "fixed beforehand", "guessed", "made of others' tokens", "taken away"],
            result.Groups.Select(group => group.Name));
    }

    [Fact]
    public async Task A_session_that_outlives_its_end_is_found_at_once_and_later()
    {
        await using var service = new SessionService { ForgetsEnds = true };
        Assert.Equal(["ended by its owner, used at once: GET /mine", "ended by its owner, used later"], (await AttackAsync(service)).Findings.Select(finding => finding.Attempt));
    }

    [Fact]
    public async Task A_User_Agent_that_is_compared_in_part_is_found()
    {
        await using var service = new SessionService { ComparesTheProductOnly = true };
        var found = (await AttackAsync(service)).Findings;
        Assert.Contains(found, finding => finding.Attempt == "the beginning of the User-Agent");
        Assert.All(found, finding => Assert.Equal("stolen, used by another program", finding.Group));
    }

    [Fact]
    public async Task An_id_that_is_taken_from_whoever_opens_the_session_is_found()
    {
        await using var service = new SessionService { TakesTheIdFromTheBody = true };
        var finding = Assert.Single((await AttackAsync(service)).Findings);
        Assert.Equal(("members of the body", Weakness.SessionFixation), (finding.Attempt, finding.Weakness));
    }

    [Fact]
    public async Task Ids_that_are_counted_are_found()
    {
        await using var service = new SessionService { CountsIds = true };
        Assert.Contains((await AttackAsync(service)).Findings, finding => finding.Attempt == "ids rise or fall with time");
    }

    [Fact]
    public async Task A_session_that_anybody_can_take_away_is_found()
    {
        await using var service = new SessionService { EvictsAnybody = true };
        Assert.Equal("an opening without a proof", Assert.Single((await AttackAsync(service)).Findings).Attempt);
    }

    [Fact]
    public async Task A_target_that_does_not_answer_leaves_doubts()
    {
        var service = new SessionService();
        await service.DisposeAsync();
        var result = await AttackAsync(service);
        Assert.Empty(result.Findings);
        Assert.NotEmpty(result.Doubts);
    }

    private static Task<AttackResult> AttackAsync(SessionService service) => new SessionHijackingAttack(service.Options).RunAsync(
        new AttackContext { Target = service.Address, Random = new Random(417), Time = TimeProvider.System }, TestContext.Current.CancellationToken);
}
