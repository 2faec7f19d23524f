using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Elicitations;

public sealed class LifecycleTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    private static readonly object Schema = new { type = "object", properties = new { go = new { type = "boolean" } }, required = new[] { "go" } };

    [Fact]
    public async Task A_question_is_pushed_answered_and_known()
    {
        var (sender, target) = (await bridge.NewSessionAsync(), await bridge.NewSessionAsync());
        var since = (await bridge.Client.StatusAsync(RunningBridge.Cancellation)).LastSequence;
        var pushed = target.WaitAsync(since, cancellation: RunningBridge.Cancellation);
        var ticket = await sender.CreateElicitationAsync(target.AgentId, "Go?", Schema, cancellation: RunningBridge.Cancellation);
        Assert.Matches("^elicit_[0-9a-f]{16}$", ticket.ElicitationId);

        var news = (await pushed).Events.Single();
        Assert.Equal(("elicitation_created", ticket.ElicitationId), (news.EventType, news.Data.GetProperty("elicitation_id").GetString()));
        var question = Assert.Single(await target.PendingAsync(RunningBridge.Cancellation));
        Assert.Equal((ticket.ElicitationId, sender.AgentId, "Go?", ticket.ExpiresAt), (question.Id, question.FromAgent, question.Message, question.ExpiresAt));
        Assert.True(target.IsGenuine(question));
        Assert.False(target.IsGenuine(question with { Message = "Stop?" }));
        Assert.False(sender.IsGenuine(question));

        Assert.Equal("accepted", await target.RespondAsync(question, ResponseType.Accept, new { go = true }, RunningBridge.Cancellation));
        var known = (await sender.WaitAsync(since, cancellation: RunningBridge.Cancellation)).Events.Single();
        Assert.Equal("elicitation_responded", known.EventType);
        foreach (var party in new[] { sender, target })
        {
            var status = await party.StatusAsync(ticket.ElicitationId, RunningBridge.Cancellation);
            Assert.Equal(("accepted", true), (status.Status, status.Data!.Value.GetProperty("go").GetBoolean()));
            Assert.True(status.RespondedAt >= status.CreatedAt);
        }

        Assert.Empty(await target.PendingAsync(RunningBridge.Cancellation));
    }

    [Fact]
    public async Task The_sender_never_sees_an_older_state_than_the_event_that_it_was_sent()
    {
        for (var i = 0; i < 15; i++)
        {
            var (sender, target) = (await bridge.NewSessionAsync(), await bridge.NewSessionAsync());
            var since = (await bridge.Client.StatusAsync(RunningBridge.Cancellation)).LastSequence;
            var ticket = await sender.CreateElicitationAsync(target.AgentId, "Go?", Schema, cancellation: RunningBridge.Cancellation);
            var told = sender.WaitAsync(since, cancellation: RunningBridge.Cancellation);
            var question = (await target.PendingAsync(RunningBridge.Cancellation)).Single();
            var answering = target.RespondAsync(question, ResponseType.Accept, new { go = true }, RunningBridge.Cancellation);
            Assert.Single((await told).Events);
            Assert.Equal("accepted", (await sender.StatusAsync(ticket.ElicitationId, RunningBridge.Cancellation)).Status);
            await answering;
        }
    }

    [Fact]
    public async Task Only_the_target_answers_and_only_the_sender_cancels()
    {
        var (sender, target, stranger) = (await bridge.NewSessionAsync(), await bridge.NewSessionAsync(), await bridge.NewSessionAsync());
        var ticket = await sender.CreateElicitationAsync(target.AgentId, "Go?", Schema, cancellation: RunningBridge.Cancellation);
        var question = (await target.PendingAsync(RunningBridge.Cancellation)).Single();
        foreach (var other in new[] { sender, stranger, bridge.Admin })
            await Refused.WithAsync(403, "not_your_elicitation", () => other.RespondAsync(question, ResponseType.Accept, new { go = true }));
        foreach (var other in new[] { target, stranger, bridge.Admin })
            await Refused.WithAsync(403, "not_your_elicitation", () => other.CancelAsync(ticket));
        await Refused.WithAsync(403, "not_your_elicitation", () => stranger.StatusAsync(ticket.ElicitationId));
        Assert.Null((await bridge.Admin.StatusAsync(ticket.ElicitationId, RunningBridge.Cancellation)).Data);
        Assert.Equal("pending", (await sender.StatusAsync(ticket.ElicitationId, RunningBridge.Cancellation)).Status);

        Assert.Equal("cancelled", await sender.CancelAsync(ticket, RunningBridge.Cancellation));
        await Refused.WithAsync(409, "already_ended", () => target.RespondAsync(question, ResponseType.Accept, new { go = true }));
        await Refused.WithAsync(409, "already_ended", () => sender.CancelAsync(ticket));
    }

    [Fact]
    public async Task A_declined_question_carries_no_data()
    {
        var (sender, target) = (await bridge.NewSessionAsync(), await bridge.NewSessionAsync());
        var ticket = await sender.CreateElicitationAsync(target.AgentId, "Go?", Schema, cancellation: RunningBridge.Cancellation);
        Assert.Equal("declined", await target.RespondAsync((await target.PendingAsync(RunningBridge.Cancellation)).Single(), ResponseType.Decline, cancellation: RunningBridge.Cancellation));
        var status = await sender.StatusAsync(ticket.ElicitationId, RunningBridge.Cancellation);
        Assert.Equal(("declined", null), (status.Status, status.Data));
    }

    [Fact]
    public async Task A_question_expires_by_itself_and_is_never_answered_afterwards()
    {
        var (sender, target) = (await bridge.NewSessionAsync(), await bridge.NewSessionAsync());
        var since = (await bridge.Client.StatusAsync(RunningBridge.Cancellation)).LastSequence;
        var ticket = await sender.CreateElicitationAsync(target.AgentId, "Go?", Schema, TimeSpan.FromSeconds(3), cancellation: RunningBridge.Cancellation);
        var question = (await target.PendingAsync(RunningBridge.Cancellation)).Single();
        var expired = (await sender.WaitAsync(since, cancellation: RunningBridge.Cancellation)).Events.Single();
        Assert.Equal(("elicitation_expired", "bridge"), (expired.EventType, expired.SourceAgent));
        Assert.Equal("expired", (await sender.StatusAsync(ticket.ElicitationId, RunningBridge.Cancellation)).Status);
        Assert.Empty(await target.PendingAsync(RunningBridge.Cancellation));
        await Refused.WithAsync(410, "expired", () => target.RespondAsync(question, ResponseType.Accept, new { go = true }));
        await Refused.WithAsync(410, "expired", () => sender.CancelAsync(ticket));
        Assert.True((await sender.ElicitationMetricsAsync(RunningBridge.Cancellation)).Performance.TimeoutRate > 0);
    }

    [Fact]
    public async Task What_cannot_be_asked_is_refused()
    {
        await using var sender = await bridge.NewSessionAsync();
        var target = await bridge.NewAgentAsync();
        await Refused.WithAsync(404, "unknown_agent", () => sender.CreateElicitationAsync("nobody", "?", Schema));
        await Refused.WithAsync(422, "asks_itself", () => sender.CreateElicitationAsync(sender.AgentId, "?", Schema));
        await Refused.WithAsync(422, "unsupported_schema", () => sender.CreateElicitationAsync(target.AgentId, "?", new { multipleOf = 2 }));
        await Refused.WithAsync(422, "invalid_request", () => sender.CreateElicitationAsync(target.AgentId, "?", Schema, TimeSpan.FromSeconds(0.5)));
        await Refused.WithAsync(422, "invalid_request", () => sender.CreateElicitationAsync(target.AgentId, "?", Schema, TimeSpan.FromSeconds(3601)));
        await Refused.WithAsync(404, "unknown_elicitation", () => sender.StatusAsync("elicit_0000000000000000"));
        var forged = Refused.Json(new { from_agent = "admin", to_agent = target.AgentId, message = "?", schema = Schema });
        Assert.Equal(403, await bridge.Client.StatusOfAsync(sender.Prepare(HttpMethod.Post, "/elicitation/create", forged)));
    }

    [Fact]
    public async Task Figures_are_measured()
    {
        var (sender, target) = (await bridge.NewSessionAsync(), await bridge.NewSessionAsync());
        await sender.CreateElicitationAsync(target.AgentId, "Go?", Schema, cancellation: RunningBridge.Cancellation);
        await target.RespondAsync((await target.PendingAsync(RunningBridge.Cancellation)).Single(), ResponseType.Accept, new { go = true }, RunningBridge.Cancellation);
        var figures = await sender.ElicitationMetricsAsync(RunningBridge.Cancellation);
        Assert.True(figures.Performance.P50LatencyMs >= 0);
        Assert.True(figures.Performance.P99LatencyMs >= figures.Performance.P50LatencyMs);
        Assert.InRange(figures.Performance.DeliveryRate!.Value, 0.01, 1);
        Assert.True(figures.Activity.ActiveElicitations >= 1);
    }
}
