using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Experts;

/// <summary>Experts and delegation over the wire, against a real process.</summary>
public sealed class ExpertWireTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    private static readonly object Input = new { path = "/etc/hosts" };
    private static int _capabilities;

    private static CancellationToken Cancellation => RunningBridge.Cancellation;

    [Fact]
    public async Task Delegated_work_reaches_the_expert_at_once_and_its_result_the_asker()
    {
        var (asker, expert, registration, capability) = await MeetAsync();
        var since = await NowAsync();
        var told = expert.WaitAsync(since, cancellation: Cancellation);
        var ticket = await asker.DelegateAsync("read_file", Input, $"capability:{capability}", new { why = "a test" }, Cancellation);
        Assert.Equal((expert.AgentId, "pending", "read_file"), (ticket.TargetExpert, ticket.Status, ticket.ToolName));

        var woken = await told;
        Assert.True(woken.WaitedSeconds < 30, $"waited {woken.WaitedSeconds} s");
        var news = woken.Events.Single();
        Assert.Equal(("delegation_created", "bridge"), (news.EventType, news.SourceComponent));
        Assert.Equal(
            (ticket.DelegationId, asker.AgentId, expert.AgentId, "/etc/hosts"),
            (Text(news, "delegation_id"), Text(news, "from_agent"), Text(news, "to_agent"), news.Data.GetProperty("tool_input").GetProperty("path").GetString()));
        var open = Assert.Single(await expert.OpenWorkAsync(Cancellation));
        Assert.Equal((ticket.DelegationId, "read_file", capability), (open.Id, open.ToolName, open.Capability));

        Assert.Equal("completed", await expert.CompleteAsync(registration, ticket.DelegationId, new { lines = 7 }, Cancellation));
        var answer = (await asker.WaitAsync(since, cancellation: Cancellation)).Events.Single();
        Assert.Equal(("delegation_completed", 7), (answer.EventType, answer.Data.GetProperty("result").GetProperty("lines").GetInt32()));
        foreach (var party in new[] { asker, expert })
        {
            var work = await party.WorkAsync(ticket.DelegationId, Cancellation);
            Assert.Equal(("delegation", "completed", 7), (work.Kind, work.Status, work.Result!.Value.GetProperty("lines").GetInt32()));
            Assert.True(work.EndedAt >= work.CreatedAt && work.ExpiresAt - work.CreatedAt == 300);
        }

        Assert.Empty(await expert.OpenWorkAsync(Cancellation));
    }

    [Fact]
    public async Task A_dispatched_task_is_seen_by_priority_and_can_fail()
    {
        var (_, expert, registration, _) = await MeetAsync();
        var asker = await bridge.NewSessionAsync("expert_agent");
        var tasks = new Dictionary<string, string>();
        foreach (var priority in new[] { "low", "critical", "normal", "high" })
            tasks[priority] = (await asker.DispatchAsync(expert.AgentId, $"do it, {priority}", priority, cancellation: Cancellation)).TaskId;
        var open = await expert.OpenWorkAsync(Cancellation);
        Assert.Equal(["critical", "high", "normal", "low"], open.Select(w => w.Priority));
        Assert.All(open, w => Assert.Equal(("task", 600.0), (w.Kind, w.ExpiresAt - w.CreatedAt)));

        var since = await NowAsync();
        Assert.Equal("failed", await expert.FailAsync(registration, tasks["low"], "it is not possible", Cancellation));
        var told = (await asker.WaitAsync(since, cancellation: Cancellation)).Events.Single();
        Assert.Equal(("dispatch_failed", "it is not possible"), (told.EventType, Text(told, "error")));
        var failed = await asker.WorkAsync(tasks["low"], Cancellation);
        Assert.Equal(("failed", "it is not possible", "do it, low"), (failed.Status, failed.Error, failed.TaskDescription));
    }

    [Fact]
    public async Task Strangers_see_nothing_and_end_nothing()
    {
        var (asker, expert, registration, _) = await MeetAsync();
        var (_, stranger, strangers, _) = await MeetAsync();
        var since = await NowAsync();
        var ticket = await asker.DelegateAsync("read_file", Input, expert.AgentId, cancellation: Cancellation);
        await Refused.WithAsync(403, "not_your_task", () => stranger.WorkAsync(ticket.DelegationId, Cancellation));
        await Refused.WithAsync(403, "not_your_task", () => stranger.CompleteAsync(strangers, ticket.DelegationId, cancellation: Cancellation));
        await Refused.WithAsync(403, "stale_registration", () => stranger.CompleteAsync(registration, ticket.DelegationId, cancellation: Cancellation));
        await Refused.WithAsync(403, "not_permitted", () => asker.CompleteAsync(registration, ticket.DelegationId, cancellation: Cancellation));
        await expert.CompleteAsync(registration, ticket.DelegationId, cancellation: Cancellation);
        var waited = await stranger.WaitAsync(since, TimeSpan.FromMilliseconds(50), Cancellation);
        var queried = await stranger.QueryAsync(new EventQuery { AfterSequence = since }, Cancellation);
        Assert.Equal((0, 0), (waited.Count, queried.Count));
        Assert.Empty(await stranger.OpenWorkAsync(Cancellation));
        Assert.Equal("completed", (await bridge.Admin.WorkAsync(ticket.DelegationId, Cancellation)).Status);
    }

    [Fact]
    public async Task Each_refusal_has_its_status()
    {
        var (asker, expert, registration, capability) = await MeetAsync();
        await Refused.WithAsync(404, "unknown_expert", () => asker.DelegateAsync("t", Input, "nobody", cancellation: Cancellation));
        await Refused.WithAsync(404, "unknown_expert", () => asker.DelegateAsync("t", Input, asker.AgentId + "x", cancellation: Cancellation));
        await Refused.WithAsync(404, "unknown_expert", () => asker.DelegateAsync("t", Input, "capability:nothing", cancellation: Cancellation));
        await Refused.WithAsync(422, "asks_itself", () => expert.DelegateAsync("t", Input, expert.AgentId, cancellation: Cancellation));
        await Refused.WithAsync(409, "no_expert_available", () => expert.DelegateAsync("t", Input, $"capability:{capability}", cancellation: Cancellation));
        await Refused.WithAsync(404, "unknown_task", () => asker.WorkAsync("delegation_0000000000000000", Cancellation));
        await Refused.WithAsync(404, "unknown_task", () => expert.CompleteAsync(registration, "task_0", cancellation: Cancellation));
        await Refused.WithAsync(403, "not_permitted", () => asker.DispatchAsync(expert.AgentId, "do it", cancellation: Cancellation));
        await Refused.WithAsync(403, "not_permitted", () => asker.RegisterExpertAsync("x", ["x"], cancellation: Cancellation));
        await Refused.WithAsync(403, "not_permitted", () => expert.SuspendExpertAsync(expert.AgentId, cancellation: Cancellation));
        await Refused.WithAsync(422, "invalid_capability", () => expert.RegisterExpertAsync("x", ["a b"], cancellation: Cancellation));
        await Refused.WithAsync(422, "invalid_request", () => expert.RegisterExpertAsync("x", [], cancellation: Cancellation));
        await Refused.WithAsync(422, "invalid_parameter", () => asker.ExpertsAsync(state: "sleeping", cancellation: Cancellation));
        await Refused.WithAsync(413, "input_too_large", () => asker.DelegateAsync("t", new { x = new string('x', 65_536) }, expert.AgentId, cancellation: Cancellation));

        var ticket = await asker.DelegateAsync("t", Input, null, cancellation: Cancellation);
        var all = await bridge.Admin.ExpertsAsync(cancellation: Cancellation);
        Assert.Contains(ticket.TargetExpert, all.Select(e => e.AgentId));
        await using var guest = await bridge.NewSessionAsync("guest");
        await Refused.WithAsync(403, "not_permitted", () => guest.DelegateAsync("t", Input, expert.AgentId, cancellation: Cancellation));
        Assert.Contains(expert.AgentId, (await guest.ExpertsAsync(capability, cancellation: Cancellation)).Select(e => e.AgentId));
        await Refused.WithAsync(403, "reserved_event_type", () => asker.StoreEventAsync(new EventDraft("delegation_completed"), Cancellation));
        foreach (var type in new[] { "expert_registered", "dispatch_created", "collaboration_shared", "Expert_x" })
            await Refused.WithAsync(403, "reserved_event_type", () => asker.StoreEventAsync(new EventDraft(type), Cancellation));
    }

    [Fact]
    public async Task The_session_token_in_the_body_is_the_session_s_own()
    {
        var (asker, expert, _, _) = await MeetAsync();
        await using var second = await bridge.NewSessionAsync();
        var tampered = asker.Token[..^1] + (asker.Token[^1] == '0' ? '1' : '0');
        foreach (var wrong in new[] { second.Token, expert.Token, tampered, "x", asker.SessionId })
        {
            var (status, body) = await bridge.Client.AnswerAsync(asker.PrepareDelegation("t", Input, expert.AgentId, wrong));
            Assert.Equal((403, "foreign_session_token"), ((int)status, body.GetProperty("error").GetProperty("code").GetString()));
        }

        Assert.Equal(200, await bridge.Client.StatusOfAsync(asker.PrepareDelegation("t", Input, expert.AgentId, asker.Token)));
        Assert.Single(await expert.OpenWorkAsync(Cancellation));
    }

    [Fact]
    public async Task Names_of_others_are_refused()
    {
        var (_, expert, registration, _) = await MeetAsync();
        var bodies = new (string Path, object Body)[]
        {
            ("/expert/register", new { agent_id = "admin", agent_type = "x", capabilities = new[] { "x" } }),
            ("/expert/heartbeat", new { agent_id = "admin", token = registration.Token }),
            ("/expert/complete", new { agent_id = "admin", token = registration.Token, delegation_id = "x" }),
        };
        foreach (var (path, body) in bodies)
            Assert.Equal((path, 403), (path, await bridge.Client.StatusOfAsync(expert.Prepare(HttpMethod.Post, path, Refused.Json(body)))));
        Assert.Equal(403, await bridge.Client.StatusOfAsync(expert.Prepare(HttpMethod.Get, "/expert/tasks?agent_id=admin")));
    }

    [Fact]
    public async Task A_busy_expert_is_passed_over_and_one_end_makes_room()
    {
        var asker = await bridge.NewSessionAsync();
        var capability = NewCapability();
        var (small, large) = (await bridge.NewSessionAsync("expert_agent"), await bridge.NewSessionAsync("expert_agent"));
        var registration = await small.RegisterExpertAsync("small", [capability], new { max_concurrent = 2 }, Cancellation);
        await large.RegisterExpertAsync("large", [capability], cancellation: Cancellation);
        var given = new List<DelegationTicket>();
        for (var i = 0; i < 12; i++) given.Add(await asker.DelegateAsync("t", Input, $"capability:{capability}", cancellation: Cancellation));
        Assert.Equal((2, 10), (given.Count(g => g.TargetExpert == small.AgentId), given.Count(g => g.TargetExpert == large.AgentId)));
        await Refused.WithAsync(409, "no_expert_available", () => asker.DelegateAsync("t", Input, $"capability:{capability}", cancellation: Cancellation));
        await Refused.WithAsync(409, "expert_unavailable", () => asker.DelegateAsync("t", Input, small.AgentId, cancellation: Cancellation));
        Assert.Equal(2, (await asker.ExpertsAsync(capability, "busy", Cancellation)).Count);
        await small.CompleteAsync(registration, given.First(g => g.TargetExpert == small.AgentId).DelegationId, cancellation: Cancellation);
        Assert.Equal(small.AgentId, (await asker.DelegateAsync("t", Input, $"capability:{capability}", cancellation: Cancellation)).TargetExpert);
    }

    // Fewer than the burst of its role, so that none is turned away for haste.
    [Fact]
    public async Task A_hundred_and_fifty_completions_over_the_wire_end_it_once()
    {
        var (asker, expert, registration, _) = await MeetAsync();
        var since = await NowAsync();
        var ticket = await asker.DelegateAsync("t", Input, expert.AgentId, cancellation: Cancellation);
        var request = expert.PrepareCompletion(registration, ticket.DelegationId, new { ok = true });
        var statuses = await Task.WhenAll(Enumerable.Range(0, 150).Select(_ => bridge.Client.StatusOfAsync(request)));
        Assert.Equal("1 of 200, 149 of 409", string.Join(", ", statuses.CountBy(status => status).OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} of {pair.Key}")));
        Assert.Single((await asker.QueryAsync(new EventQuery { EventType = "delegation_completed", AfterSequence = since }, Cancellation)).Events);
    }

    [Fact]
    public async Task Of_two_racing_experts_the_one_that_has_it_ends_it()
    {
        var asker = await bridge.NewSessionAsync();
        var capability = NewCapability();
        var experts = new Dictionary<string, (BridgeSession Session, ExpertRegistration Registration)>();
        for (var i = 0; i < 2; i++)
        {
            var session = await bridge.NewSessionAsync("expert_agent");
            experts[session.AgentId] = (session, await session.RegisterExpertAsync("racer", [capability], cancellation: Cancellation));
        }

        for (var round = 0; round < 10; round++)
        {
            var ticket = await asker.DelegateAsync("t", Input, $"capability:{capability}", cancellation: Cancellation);
            var answers = await Task.WhenAll(experts.Values.Select(async e =>
                (e.Session.AgentId, Status: await bridge.Client.StatusOfAsync(e.Session.PrepareCompletion(e.Registration, ticket.DelegationId, null)))));
            Assert.Equal(200, answers.Single(a => a.AgentId == ticket.TargetExpert).Status);
            Assert.Equal(403, answers.Single(a => a.AgentId != ticket.TargetExpert).Status);
        }
    }

    [Fact]
    public async Task Suspension_is_told_and_shown()
    {
        var (asker, expert, registration, _) = await MeetAsync();
        var ticket = await asker.DelegateAsync("t", Input, expert.AgentId, cancellation: Cancellation);
        var since = await NowAsync();
        Assert.Equal("suspended", await bridge.Admin.SuspendExpertAsync(expert.AgentId, "it lies", Cancellation));
        var told = (await expert.WaitAsync(since, cancellation: Cancellation)).Events;
        Assert.Equal("expert_suspended", told[0].EventType);
        Assert.Equal("failed", (await asker.WorkAsync(ticket.DelegationId, Cancellation)).Status);
        Assert.Equal("suspended", (await expert.HeartbeatAsync(registration, Cancellation)).Status);
        await Refused.WithAsync(409, "expert_unavailable", () => asker.DelegateAsync("t", Input, expert.AgentId, cancellation: Cancellation));
        Assert.Equal("available", await bridge.Admin.ResumeExpertAsync(expert.AgentId, cancellation: Cancellation));
        await asker.DelegateAsync("t", Input, expert.AgentId, cancellation: Cancellation);
    }

    [Fact]
    public async Task What_an_expert_says_beyond_its_capabilities_is_not_for_everybody()
    {
        var (asker, _, _, _) = await MeetAsync();
        var expert = await bridge.NewSessionAsync("expert_agent");
        var capability = NewCapability();
        await expert.RegisterExpertAsync("x", [capability, capability], new { host = "internal-7" }, Cancellation);
        Assert.Null((await asker.ExpertsAsync(capability, cancellation: Cancellation)).Single().Metadata);
        foreach (var reader in new[] { expert, bridge.Admin })
        {
            var info = (await reader.ExpertsAsync(capability, "available", Cancellation)).Single();
            Assert.Equal(("internal-7", 1, 10), (info.Metadata!.Value.GetProperty("host").GetString(), info.Capabilities.Count, info.MaxConcurrent));
        }
    }

    [Fact]
    public async Task Status_and_metrics_say_what_is()
    {
        var before = Figure(await bridge.Client.MetricsAsync(Cancellation), "bridge_delegations_ended_total{outcome=\"completed\"}");
        var (asker, expert, registration, _) = await MeetAsync();
        var ticket = await asker.DelegateAsync("t", Input, expert.AgentId, cancellation: Cancellation);
        await expert.CompleteAsync(registration, ticket.DelegationId, cancellation: Cancellation);
        var metrics = await bridge.Client.MetricsAsync(Cancellation);
        Assert.True(Figure(metrics, "bridge_delegations_ended_total{outcome=\"completed\"}") > before);
        Assert.True(Figure(metrics, "bridge_experts{state=\"available\"}") >= 1);
        Assert.Equal(Figure(metrics, "bridge_delegation_seconds_count"), Figure(metrics, "bridge_delegation_seconds_bucket{le=\"+Inf\"}"));
        Assert.Equal("healthy", (await bridge.Client.StatusAsync(Cancellation)).Components["expert_coordinator"]);
    }

    private async Task<(BridgeSession Asker, BridgeSession Expert, ExpertRegistration Registration, string Capability)> MeetAsync()
    {
        var (asker, expert) = (await bridge.NewSessionAsync(), await bridge.NewSessionAsync("expert_agent"));
        var capability = NewCapability();
        return (asker, expert, await expert.RegisterExpertAsync("tester", [capability], cancellation: Cancellation), capability);
    }

    private async Task<long> NowAsync() => (await bridge.Client.StatusAsync(Cancellation)).LastSequence;

    private static string NewCapability() => $"capability-{Interlocked.Increment(ref _capabilities)}";

    private static string? Text(BridgeEvent e, string name) => e.Data.GetProperty(name).GetString();

    private static double Figure(string metrics, string name) => double.Parse(
        metrics.Split('\n').Single(l => l.StartsWith(name + " ", StringComparison.Ordinal)).Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
}
