using System.Text.Json;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Experts;
using Lighthouse.Bridge.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Lighthouse.Bridge.Tests.Experts;

public sealed class DeadlineTests
{
    private static readonly DelegationRequest Request = new(
        DelegationKind.Delegation, "asker", new("expert", null), "look", null, DelegationPriority.Normal, TimeSpan.FromSeconds(1), null);

    [Theory]
    [InlineData(DelegationKind.Delegation, 300)]
    [InlineData(DelegationKind.Task, 600)]
    public async Task The_deadline_is_the_last_moment_that_is_too_late(DelegationKind kind, int seconds)
    {
        await using var world = await ExpertWorld.StartAsync();
        await world.RegisterAsync("expert");
        var work = await world.DelegateAsync("expert", kind, seconds);
        world.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(DelegationState.Pending, await world.StateOfAsync(work.Id));
        world.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(DelegationState.TimedOut, await world.StateOfAsync(work.Id));
        await ExpertWorld.RefusedAsync(410, "timed_out", () => world.CompleteAsync("expert", work.Id));
        Assert.Empty(world.Delegations.OpenFor("expert"));
        Assert.Equal(0, world.Expert("expert").Open);
        var type = kind == DelegationKind.Task ? "dispatch_timed_out" : "delegation_timed_out";
        var told = Assert.Single(await world.EventsAsync(type));
        Assert.Equal((ExpertWorld.Asker, "expert"), (told.GetProperty("from_agent").GetString(), told.GetProperty("to_agent").GetString()));
    }

    [Fact]
    public async Task A_completion_at_the_deadline_is_too_late_even_before_the_timer_has_run()
    {
        await using var world = await ExpertWorld.StartAsync();
        await world.RegisterAsync("expert");
        var work = await world.DelegateAsync("expert");
        // Nobody is called back, as in a process whose timers are late.
        world.Time.Skip(TimeSpan.FromSeconds(300));
        await ExpertWorld.RefusedAsync(410, "timed_out", () => world.CompleteAsync("expert", work.Id));
        Assert.Empty(world.Delegations.OpenFor("expert"));
    }

    [Fact]
    public async Task What_was_open_before_a_restart_ends_at_the_same_deadline()
    {
        await using var world = await ExpertWorld.StartAsync();
        await world.RegisterAsync("expert");
        var (over, open) = (await world.DelegateAsync("expert"), await world.DelegateAsync("expert", DelegationKind.Task, 600));
        await world.RestartAsync(meanwhile: TimeSpan.FromSeconds(310));
        world.Time.Advance(TimeSpan.Zero);
        Assert.Equal(DelegationState.TimedOut, await world.StateOfAsync(over.Id));
        Assert.Equal([open.Id], world.Delegations.OpenFor("expert").Select(w => w.Id));
        Assert.Equal(1, world.Expert("expert").Open);
        world.Time.Advance(TimeSpan.FromSeconds(290));
        Assert.Equal(DelegationState.TimedOut, await world.StateOfAsync(open.Id));
    }

    [Fact]
    public async Task A_restart_keeps_results_inputs_and_ends_nothing_twice()
    {
        await using var world = await ExpertWorld.StartAsync();
        await world.RegisterAsync("expert");
        var (done, open) = (await world.DelegateAsync("expert"), await world.DelegateAsync("capability:review"));
        await world.CompleteAsync("expert", done.Id);
        await world.RestartAsync();
        var ended = await world.ViewAsync(done.Id);
        Assert.Equal((DelegationState.Completed, true), (ended.State, ended.End!.Result!.Value.GetProperty("ok").GetBoolean()));
        await ExpertWorld.RefusedAsync(409, "already_ended", () => world.CompleteAsync("expert", done.Id));
        var kept = Assert.Single(world.Delegations.OpenFor("expert"));
        Assert.Equal((open.Id, "/etc/hosts", open.ExpiresAt), (kept.Id, kept.Request.Input!.Value.GetProperty("path").GetString(), kept.ExpiresAt));
        Assert.Equal((null, "review"), (kept.Request.Target.AgentId, kept.Request.Target.Capability));
        Assert.Equal(DelegationState.Completed, await world.CompleteAsync("expert", open.Id));
    }

    [Fact]
    public async Task Ended_work_is_let_go_after_its_retention()
    {
        await using var world = await ExpertWorld.StartAsync();
        await world.RegisterAsync("expert");
        var work = await world.DelegateAsync("expert");
        await world.CompleteAsync("expert", work.Id);
        world.Time.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal(DelegationState.Completed, await world.StateOfAsync(work.Id));
        world.Time.Advance(TimeSpan.FromSeconds(2));
        await world.CompleteAsync("expert", (await world.DelegateAsync("expert")).Id);
        await ExpertWorld.RefusedAsync(404, "unknown_task", () => world.StateOfAsync(work.Id));
    }

    [Fact]
    public async Task An_agent_hands_out_no_more_than_its_limit()
    {
        await using var world = await ExpertWorld.StartAsync(services =>
        {
            var options = (BridgeOptions)services.Last(s => s.ServiceType == typeof(BridgeOptions)).ImplementationInstance!;
            services.AddSingleton(options with { Experts = new() { MostOpenPerAsker = 3, MostInputBytes = 1_024 } });
        });
        await world.RegisterAsync("expert");
        for (var i = 0; i < 3; i++) await world.DelegateAsync("expert");
        var refusal = await ExpertWorld.RefusedAsync(429, "too_many_open", () => world.DelegateAsync("expert"));
        Assert.Equal(TimeSpan.FromSeconds(300), refusal.RetryAfter);
        Assert.Equal(3, world.Expert("expert").Open);
        await world.CompleteAsync("expert", world.Delegations.OpenFor("expert")[0].Id);
        var work = await world.DelegateAsync("expert");

        var large = JsonElement.Parse($$"""{"text":"{{new string('x', 1_024)}}"}""");
        await ExpertWorld.RefusedAsync(413, "result_too_large", () => world.Delegations.CompleteAsync(ExpertWorld.As("expert"), work.Id, false, large, null));
        await ExpertWorld.RefusedAsync(413, "input_too_large", () => world.Delegations.CreateAsync(new(
            DelegationKind.Delegation, "somebody", new("expert", null), "look", large, DelegationPriority.Normal, TimeSpan.FromSeconds(1), null)));
        Assert.Equal(DelegationState.Completed, await world.CompleteAsync("expert", work.Id));
    }

    [Fact]
    public async Task Two_hundred_completions_end_it_once()
    {
        await using var world = await ExpertWorld.StartAsync();
        await world.RegisterAsync("expert");
        var work = await world.DelegateAsync("expert");
        using var start = new ManualResetEventSlim();
        var attempts = Enumerable.Range(0, 200).Select(_ => Task.Run(async () =>
        {
            start.Wait();
            try
            {
                return (await world.CompleteAsync("expert", work.Id)).ToString();
            }
            catch (RefusalException refusal)
            {
                return refusal.Code;
            }
        })).ToList();
        start.Set();
        var outcomes = await Task.WhenAll(attempts);
        Assert.Equal(1, outcomes.Count(o => o == nameof(DelegationState.Completed)));
        Assert.Equal(199, outcomes.Count(o => o == "already_ended"));
        Assert.Single(await world.EventsAsync("delegation_completed"));
        Assert.Equal(0, world.Expert("expert").Open);
    }

    [Fact]
    public void Of_all_who_take_the_right_to_change_it_at_once_one_has_it()
    {
        for (var round = 0; round < 500; round++)
        {
            var delegation = new Delegation("delegation_0", Request, "expert", 0, 1);
            Assert.False(delegation.TryClaim(), "whoever hands it out has the right");
            delegation.Reopen();
            var taken = 0;
            Parallel.For(0, 32, _ => Interlocked.Add(ref taken, delegation.TryClaim() ? 1 : 0));
            Assert.Equal((1, false), (taken, delegation.IsOpen));
            var settled = delegation.Settled;
            Assert.True(delegation.TryFinish(new(DelegationState.Completed, null, null, 0), () => Assert.False(settled.IsCompleted || delegation.Over.IsCompleted)));
            Assert.True(settled.IsCompleted && delegation.Over.IsCompleted);
            Assert.False(delegation.TryFinish(new(DelegationState.Failed, null, null, 1), () => Assert.Fail("it was over already")));
            Assert.False(delegation.TryAbandon(() => Assert.Fail("it was over already")));
            Assert.False(delegation.TryClaim(), "what has ended has ended");
        }
    }

    [Fact]
    public void An_end_that_comes_in_after_it_was_given_up_is_known_and_frees_nobody_again()
    {
        var delegation = new Delegation("delegation_0", Request, "expert", 0, 1);
        var freed = 0;
        Assert.True(delegation.TryAbandon(() => freed += delegation.Settled.IsCompleted || delegation.Over.IsCompleted ? 10 : 1));

        Assert.False(delegation.TryFinish(new(DelegationState.Completed, null, null, 7), () => freed++));

        Assert.Equal((1, DelegationState.Completed), (freed, delegation.View.End!.State));
        Assert.True(delegation.Settled.IsCompleted && delegation.Over.IsCompleted);
    }

    [Fact]
    public async Task A_completion_that_races_with_the_deadline_has_one_end_and_both_agree()
    {
        await using var world = await ExpertWorld.StartAsync();
        await world.RegisterAsync("expert");
        for (var round = 0; round < 20; round++)
        {
            var work = await world.DelegateAsync("expert", seconds: 10);
            world.Time.Advance(TimeSpan.FromMilliseconds(9_999));
            var completing = Task.Run(() => world.CompleteAsync("expert", work.Id));
            if (round % 2 == 0) await Task.Yield();
            world.Time.Advance(TimeSpan.FromMilliseconds(1));
            string code;
            try
            {
                code = (await completing).ToString();
            }
            catch (RefusalException refusal)
            {
                code = refusal.Code;
            }

            var state = await world.StateOfAsync(work.Id);
            await ExpertWorld.UntilAsync(async () => (await world.StateOfAsync(work.Id)) != DelegationState.Pending);
            state = await world.StateOfAsync(work.Id);
            Assert.Equal(code == "Completed" ? DelegationState.Completed : DelegationState.TimedOut, state);
            await world.Experts.RegisterAsync(ExpertWorld.As("expert"), new("tester", ["review"], 10, null));
        }

        Assert.Equal(20, (await world.EventsAsync("delegation_completed")).Count + (await world.EventsAsync("delegation_timed_out")).Count);
    }

    [Fact]
    public async Task Only_the_expert_that_has_it_ends_it_and_only_the_parties_see_it()
    {
        await using var world = await ExpertWorld.StartAsync();
        await world.RegisterAsync("expert");
        await world.RegisterAsync("other");
        var work = await world.DelegateAsync("expert");
        foreach (var stranger in new[] { "other", ExpertWorld.Asker })
            await ExpertWorld.RefusedAsync(403, "not_your_task", () => world.CompleteAsync(stranger, work.Id));
        await ExpertWorld.RefusedAsync(403, "not_your_task", () => world.Delegations.ViewAsync(ExpertWorld.As("other"), work.Id));
        Assert.Equal(DelegationState.Pending, (await world.Delegations.ViewAsync(ExpertWorld.As("auditor", Role.SystemAgent), work.Id)).State);
        await ExpertWorld.RefusedAsync(404, "unknown_task", () => world.CompleteAsync("expert", "delegation_0"));
        Assert.Equal(DelegationState.Completed, await world.CompleteAsync("expert", work.Id));
    }
}
