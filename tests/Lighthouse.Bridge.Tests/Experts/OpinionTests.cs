using System.Text.Json;
using Lighthouse.Bridge.Experts;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Experts;

public sealed class OpinionTests
{
    private static readonly JsonElement Input = JsonElement.Parse("""{"command":"rm -rf /"}""");

    [Fact]
    public async Task The_expert_s_result_is_the_answer()
    {
        await using var world = await ExpertWorld.StartAsync();
        await world.RegisterAsync("expert", "command_validation");
        var asking = AskAsync(world);
        var work = await AskedAsync(world);
        Assert.Equal("rm -rf /", work.Request.Input!.Value.GetProperty("command").GetString());
        Assert.False(asking.IsCompleted);
        await world.CompleteAsync("expert", work.Id);
        var opinion = await asking;
        Assert.Equal((ExpertOutcome.Answered, "expert", true), (opinion.Outcome, opinion.Expert, opinion.Result!.Value.GetProperty("ok").GetBoolean()));
    }

    [Fact]
    public async Task Nobody_silence_and_failure_are_told_apart()
    {
        await using var world = await ExpertWorld.StartAsync();
        Assert.Equal(new ExpertOpinion(ExpertOutcome.NoneAvailable, null, null), await AskAsync(world));
        await world.RegisterAsync("other", "cooking");
        Assert.Equal(ExpertOutcome.NoneAvailable, (await AskAsync(world)).Outcome);

        await world.RegisterAsync("expert", "command_validation");
        var silent = AskAsync(world);
        await AskedAsync(world);
        world.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(new ExpertOpinion(ExpertOutcome.TimedOut, "expert", null), await silent);

        var failing = AskAsync(world);
        var work = await AskedAsync(world);
        await world.Delegations.CompleteAsync(ExpertWorld.As("expert"), work.Id, true, null, "it is unclear");
        Assert.Equal(new ExpertOpinion(ExpertOutcome.Failed, "expert", null), await failing);
    }

    [Fact]
    public async Task Nobody_is_asked_about_itself_and_a_cancelled_wait_ends()
    {
        await using var world = await ExpertWorld.StartAsync();
        await world.RegisterAsync("expert", "command_validation");
        Assert.Equal(ExpertOutcome.NoneAvailable, (await AskAsync(world, "expert")).Outcome);
        using var gone = new CancellationTokenSource();
        var asking = AskUntilAsync(world, ExpertWorld.Asker, gone.Token);
        await AskedAsync(world);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private static Task<ExpertOpinion> AskAsync(ExpertWorld world, string asker = ExpertWorld.Asker) =>
        AskUntilAsync(world, asker, RunningBridge.Cancellation);

    private static Task<ExpertOpinion> AskUntilAsync(ExpertWorld world, string asker, CancellationToken cancellation) =>
        world.Parts.Get<IExpertOpinions>().AskAsync("command_validation", "bash", Input, asker, TimeSpan.FromSeconds(30), cancellation);

    private static async Task<DelegationView> AskedAsync(ExpertWorld world)
    {
        await ExpertWorld.UntilAsync(() => Task.FromResult(world.Delegations.OpenFor("expert").Count == 1));
        return world.Delegations.OpenFor("expert").Single();
    }
}
