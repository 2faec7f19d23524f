using Lighthouse.Bridge.Experts;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Tests.Experts;

public sealed class PresenceTests
{
    private static readonly Caller Admin = ExpertWorld.As("admin", Role.Admin);

    [Fact]
    public async Task A_silent_expert_is_overdue_after_five_minutes_and_offline_after_ten()
    {
        await using var world = await ExpertWorld.StartAsync();
        await world.RegisterAsync("expert");
        world.Time.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal((ExpertState.Available, false), (world.Expert("expert").State, world.Expert("expert").IsOverdue));
        world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((ExpertState.Available, true), (world.Expert("expert").State, world.Expert("expert").IsOverdue));
        world.Time.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal(ExpertState.Available, world.Expert("expert").State);
        world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ExpertState.Offline, world.Expert("expert").State);
        await ExpertWorld.RefusedAsync(409, "expert_unavailable", () => world.DelegateAsync("expert"));
        await ExpertWorld.RefusedAsync(409, "no_expert_available", () => world.DelegateAsync("capability:review"));
        await ExpertWorld.UntilAsync(async () => (await world.EventsAsync("expert_offline")).Count == 1);
    }

    [Fact]
    public async Task Heartbeats_keep_it_and_one_after_the_drop_brings_it_back()
    {
        await using var world = await ExpertWorld.StartAsync();
        var token = await world.RegisterAsync("expert");
        for (var minute = 0; minute < 30; minute += 4)
        {
            world.Time.Advance(TimeSpan.FromMinutes(4));
            Assert.Equal(ExpertState.Available, (await world.Experts.HeartbeatAsync(ExpertWorld.As("expert"), token)).State);
        }

        Assert.Empty(await world.EventsAsync("expert_offline"));
        for (var drop = 1; drop <= 2; drop++)
        {
            world.Time.Advance(TimeSpan.FromMinutes(10));
            Assert.Equal(ExpertState.Offline, world.Expert("expert").State);
            await ExpertWorld.UntilAsync(async () => (await world.EventsAsync("expert_offline")).Count == drop);
            Assert.Equal(ExpertState.Available, (await world.Experts.HeartbeatAsync(ExpertWorld.As("expert"), token)).State);
            await world.DelegateAsync("expert");
        }
    }

    [Fact]
    public async Task A_token_of_an_older_registration_or_of_another_expert_is_refused_also_after_a_restart()
    {
        await using var world = await ExpertWorld.StartAsync();
        var (old, other) = (await world.RegisterAsync("expert"), await world.RegisterAsync("other"));
        var valid = await world.RegisterAsync("expert");
        for (var start = 0; start < 2; start++)
        {
            foreach (var wrong in new[] { old, other, "", new string('0', 64) })
                await ExpertWorld.RefusedAsync(403, "stale_registration", () => world.Experts.HeartbeatAsync(ExpertWorld.As("expert"), wrong));
            await world.Experts.HeartbeatAsync(ExpertWorld.As("expert"), valid);
            await ExpertWorld.RefusedAsync(404, "unknown_expert", () => world.Experts.HeartbeatAsync(ExpertWorld.As("nobody"), valid));
            await world.RestartAsync();
        }
    }

    [Fact]
    public async Task A_restart_keeps_registrations_suspensions_and_how_long_ago_a_heartbeat_was()
    {
        await using var world = await ExpertWorld.StartAsync();
        var token = await world.RegisterAsync("expert", "review", "build");
        await world.RegisterAsync("culprit");
        await world.RegisterAsync("silent");
        await world.Experts.SuspendAsync(Admin, "culprit", true, "it lies");
        world.Time.Advance(TimeSpan.FromMinutes(4));
        await world.Experts.HeartbeatAsync(ExpertWorld.As("expert"), token);
        await world.RestartAsync(meanwhile: TimeSpan.FromMinutes(5));
        Assert.Equal((ExpertState.Available, true), (world.Expert("expert").State, world.Expert("expert").IsOverdue));
        Assert.Equal(["review", "build"], world.Expert("expert").Profile.Capabilities);
        Assert.Equal(ExpertState.Suspended, world.Expert("culprit").State);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(ExpertState.Offline, world.Expert("silent").State);
        Assert.Equal(ExpertState.Available, world.Expert("expert").State);
        world.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(ExpertState.Offline, world.Expert("expert").State);
    }

    [Fact]
    public async Task Routed_work_of_an_expert_that_goes_offline_passes_to_another_and_keeps_its_deadline()
    {
        await using var world = await ExpertWorld.StartAsync();
        await world.RegisterAsync("first");
        var routed = await world.DelegateAsync("capability:review", DelegationKind.Task, 900);
        var named = await world.DelegateAsync("first", DelegationKind.Task, 900);
        world.Time.Advance(TimeSpan.FromMinutes(9));
        await world.RegisterAsync("second");
        await world.RegisterAsync("unfit", "cooking");
        world.Time.Advance(TimeSpan.FromMinutes(1));
        await ExpertWorld.UntilAsync(async () => (await world.ViewAsync(routed.Id)).Expert == "second");

        var moved = Assert.Single(await world.EventsAsync("dispatch_reassigned"));
        Assert.Equal(("second", "first", "look"), (Text(moved, "to_agent"), Text(moved, "previous_agent"), Text(moved, "task_description")));
        Assert.Equal((0, 1), (world.Expert("unfit").Open, world.Expert("second").Open));
        await ExpertWorld.RefusedAsync(403, "not_your_task", () => world.CompleteAsync("first", routed.Id));
        await world.RestartAsync();
        Assert.Equal(("second", routed.ExpiresAt), ((await world.ViewAsync(routed.Id)).Expert, (await world.ViewAsync(routed.Id)).ExpiresAt));
        Assert.Equal(DelegationState.Completed, await world.CompleteAsync("second", routed.Id));

        // What was addressed to the expert itself waits for it: it may come back before the deadline.
        Assert.Equal(("first", DelegationState.Pending), ((await world.ViewAsync(named.Id)).Expert, await world.StateOfAsync(named.Id)));
        await world.RegisterAsync("first");
        Assert.Equal(DelegationState.Completed, await world.CompleteAsync("first", named.Id));
    }

    [Fact]
    public async Task Routed_work_that_nobody_else_can_take_waits_for_its_expert_until_the_deadline()
    {
        await using var world = await ExpertWorld.StartAsync();
        await world.RegisterAsync("only");
        var work = await world.DelegateAsync("capability:review", DelegationKind.Task, 700);
        world.Time.Advance(TimeSpan.FromSeconds(600));
        await ExpertWorld.UntilAsync(async () => (await world.EventsAsync("expert_offline")).Count == 1);
        Assert.Equal(DelegationState.Pending, await world.StateOfAsync(work.Id));
        world.Time.Advance(TimeSpan.FromSeconds(100));
        await ExpertWorld.UntilAsync(async () => await world.StateOfAsync(work.Id) == DelegationState.TimedOut);
    }

    [Fact]
    public async Task A_deadline_that_passes_while_somebody_else_is_looked_for_is_not_forgotten()
    {
        for (var round = 0; round < 20; round++)
        {
            await using var world = await ExpertWorld.StartAsync();
            var works = new List<string>();
            for (var number = 0; number < 10; number++) await world.RegisterAsync($"expert-{number}");
            for (var number = 0; number < 40; number++) works.Add((await world.DelegateAsync("capability:review", DelegationKind.Task, 700)).Id);
            world.Time.Advance(TimeSpan.FromSeconds(600));
            // At once: each of them is claimed for a moment, because its expert has gone offline, as have all.
            world.Time.Advance(TimeSpan.FromSeconds(100));
            foreach (var work in works) await ExpertWorld.UntilAsync(async () => await world.StateOfAsync(work) == DelegationState.TimedOut);
        }
    }

    [Fact]
    public async Task Suspension_takes_work_away_at_once_and_registering_anew_does_not_lift_it()
    {
        await using var world = await ExpertWorld.StartAsync();
        await world.RegisterAsync("culprit");
        var (routed, named) = (await world.DelegateAsync("capability:review"), await world.DelegateAsync("culprit"));
        await world.RegisterAsync("honest");
        Assert.Equal(ExpertState.Suspended, (await world.Experts.SuspendAsync(Admin, "culprit", true, "it lies")).State);
        Assert.Equal("honest", (await world.ViewAsync(routed.Id)).Expert);
        var failed = await world.ViewAsync(named.Id);
        Assert.Equal((DelegationState.Failed, "The expert was suspended."), (failed.State, failed.End!.Error));
        await ExpertWorld.RefusedAsync(409, "already_ended", () => world.CompleteAsync("culprit", named.Id));
        await ExpertWorld.RefusedAsync(403, "not_your_task", () => world.CompleteAsync("culprit", routed.Id));

        await world.RegisterAsync("culprit");
        await ExpertWorld.RefusedAsync(409, "expert_unavailable", () => world.DelegateAsync("culprit"));
        for (var i = 0; i < 5; i++) Assert.Equal("honest", (await world.DelegateAsync("capability:review")).Expert);
        Assert.Equal(ExpertState.Available, (await world.Experts.SuspendAsync(Admin, "culprit", false, null)).State);
        Assert.Equal("culprit", (await world.DelegateAsync("capability:review")).Expert);
        await ExpertWorld.RefusedAsync(404, "unknown_expert", () => world.Experts.SuspendAsync(Admin, "nobody", true, null));
    }

    [Fact]
    public async Task Suspending_while_work_is_handed_out_leaves_none_with_the_suspended()
    {
        await using var world = await ExpertWorld.StartAsync();
        await world.RegisterAsync("culprit");
        for (var round = 0; round < 20; round++)
        {
            var asking = Enumerable.Range(0, 5).Select(_ => Task.Run(async () =>
            {
                try
                {
                    await world.DelegateAsync("culprit");
                }
                catch (RefusalException refusal) when (refusal.Status == 409)
                {
                    // The suspension came first.
                }
            })).ToList();
            await world.Experts.SuspendAsync(Admin, "culprit", true, null);
            await Task.WhenAll(asking);
            await ExpertWorld.UntilAsync(() => Task.FromResult(world.Expert("culprit").Open == 0));
            Assert.Empty(world.Delegations.OpenFor("culprit"));
            await world.Experts.SuspendAsync(Admin, "culprit", false, null);
        }
    }

    private static string? Text(System.Text.Json.JsonElement data, string name) => data.GetProperty(name).GetString();
}
