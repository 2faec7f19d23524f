using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Push;

public sealed class ElicitationPushTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    private static readonly object Schema = new { type = "object", required = new[] { "go" } };

    [Fact]
    public async Task A_question_is_pushed_whole_and_its_answer_is_pushed_to_the_sender()
    {
        await using var sender = await bridge.NewSessionAsync();
        await using var target = await bridge.NewSessionAsync();
        await using var asking = await sender.SocketAsync();
        await using var asked = await target.SocketAsync();
        var ticket = await AskAsync(sender, target);
        var question = (await asked.NextAsync<PushedQuestion>()).Question;
        Assert.Equal((ticket.ElicitationId, sender.AgentId, "Go?"), (question.Id, question.FromAgent, question.Message));
        Assert.True(target.IsGenuine(question));
        Assert.Equal((await target.PendingAsync(RunningBridge.Cancellation)).Single().Signature, question.Signature);

        await target.RespondAsync(question, ResponseType.Accept, new { go = true }, RunningBridge.Cancellation);
        var end = await asking.NextAsync<PushedEnd>();
        Assert.Equal((ticket.ElicitationId, "accepted", true), (end.ElicitationId, end.Status, end.Data!.Value.GetProperty("go").GetBoolean()));
        // The target knows its own answer: the next that it hears is another question.
        await AskAsync(sender, target);
        await asked.NextAsync<PushedQuestion>();
    }

    [Fact]
    public async Task A_question_is_pushed_in_the_very_bytes_in_which_it_is_shown()
    {
        await using var sender = await bridge.NewSessionAsync();
        await using var target = await bridge.NewSessionAsync();
        using var asked = await RawSocket.OpenAsync(bridge.Client.Address, target);
        await sender.CreateElicitationAsync(
            target.AgentId, "<Gehen & \"stehen\">\t\u0001 ä€😀\\", new { type = "object", description = "ü<>&+'\u2028", properties = new { amount = new { minimum = 1.50m } } },
            metadata: new { note = "not for the target" }, cancellation: RunningBridge.Cancellation);
        var pushed = (await asked.ReadUntilAsync("elicitation")).GetProperty("elicitation").GetRawText();
        using var shown = await target.SendAsync(target.Prepare(HttpMethod.Get, "/elicitation/pending?agent_id=" + target.AgentId), RunningBridge.Cancellation);
        var pending = JsonElement.Parse(await shown.Content.ReadAsStringAsync(RunningBridge.Cancellation));
        Assert.Equal(pending.GetProperty("elicitations")[0].GetRawText(), pushed);
    }

    [Fact]
    public async Task An_end_is_pushed_with_all_that_is_told_of_it_in_its_order()
    {
        await using var sender = await bridge.NewSessionAsync();
        await using var target = await bridge.NewSessionAsync();
        using var asking = await RawSocket.OpenAsync(bridge.Client.Address, sender);
        var ticket = await AskAsync(sender, target);
        var question = (await target.PendingAsync(RunningBridge.Cancellation)).Single();
        await target.RespondAsync(question, ResponseType.Accept, new { go = "<ä>" }, RunningBridge.Cancellation);
        var end = await asking.ReadUntilAsync("elicitation_ended");
        Assert.Equal(
            ["type", "elicitation_id", "from_agent", "to_agent", "status", "ended_at", "data", "sequence"], end.EnumerateObject().Select(p => p.Name));
        Assert.Equal((ticket.ElicitationId, "accepted", "<ä>"), (end.GetProperty("elicitation_id").GetString(), end.GetProperty("status").GetString(), end.GetProperty("data").GetProperty("go").GetString()));
    }

    [Fact]
    public async Task Who_reacts_where_a_push_was_received_can_still_give_commands_on_the_socket()
    {
        await using var sender = await bridge.NewSessionAsync();
        await using var target = await bridge.NewSessionAsync();
        await using var asked = await target.OpenSocketAsync(new SocketOptions { GivesOutInline = true }, RunningBridge.Cancellation);
        var ticket = await AskAsync(sender, target);
        await foreach (var push in asked.ReceiveAsync(RunningBridge.Cancellation))
        {
            await asked.PingAsync(RunningBridge.Cancellation);
            await target.RespondAsync(Assert.IsType<PushedQuestion>(push).Question, ResponseType.Accept, new { go = true }, RunningBridge.Cancellation);
            break;
        }

        Assert.Equal("accepted", (await sender.StatusAsync(ticket.ElicitationId, RunningBridge.Cancellation)).Status);
    }

    [Fact]
    public async Task A_withdrawal_is_pushed_to_the_target_and_an_expiry_to_both()
    {
        await using var sender = await bridge.NewSessionAsync();
        await using var target = await bridge.NewSessionAsync();
        await using var asking = await sender.SocketAsync();
        await using var asked = await target.SocketAsync();
        var ticket = await AskAsync(sender, target);
        await asked.NextAsync<PushedQuestion>();
        await sender.CancelAsync(ticket, RunningBridge.Cancellation);
        Assert.Equal((ticket.ElicitationId, "cancelled"), Of(await asked.NextAsync<PushedEnd>()));
        var brief = await AskAsync(sender, target, TimeSpan.FromSeconds(3));
        await asked.NextAsync<PushedQuestion>();
        Assert.Equal((brief.ElicitationId, "expired"), Of(await asked.NextAsync<PushedEnd>()));
        Assert.Equal((brief.ElicitationId, "expired"), Of(await asking.NextAsync<PushedEnd>()));
    }

    [Fact]
    public async Task An_open_question_is_pushed_once_to_a_socket_that_opens_later()
    {
        await using var sender = await bridge.NewSessionAsync();
        await using var target = await bridge.NewSessionAsync();
        var first = await AskAsync(sender, target);
        await using var asked = await target.SocketAsync();
        Assert.Equal(first.ElicitationId, (await asked.NextAsync<PushedQuestion>()).Question.Id);
        var second = await AskAsync(sender, target);
        Assert.Equal(second.ElicitationId, (await asked.NextAsync<PushedQuestion>()).Question.Id);
    }

    [Fact]
    public async Task Questions_that_come_while_a_socket_opens_are_pushed_exactly_once()
    {
        await using var target = await bridge.NewSessionAsync();
        for (var round = 0; round < 10; round++)
        {
            await using var sender = await bridge.NewSessionAsync();
            var asking = AskAsync(sender, target);
            await using var asked = await target.SocketAsync();
            var ids = new HashSet<string> { (await asking).ElicitationId, (await AskAsync(sender, target)).ElicitationId };
            // The questions of earlier rounds are open still, and come first.
            var told = (await asked.NextAsync((round * 2) + 2)).Select(m => ((PushedQuestion)m).Question.Id).ToList();
            Assert.Equal(told.Count, told.Distinct().Count());
            Assert.Superset(ids, told.ToHashSet());
        }
    }

    [Fact]
    public async Task An_end_that_was_missed_comes_with_the_sequence_that_was_seen_last()
    {
        await using var sender = await bridge.NewSessionAsync();
        await using var target = await bridge.NewSessionAsync();
        var seen = (await bridge.Client.StatusAsync(RunningBridge.Cancellation)).LastSequence;
        var ticket = await AskAsync(sender, target);
        await target.RespondAsync((await target.PendingAsync(RunningBridge.Cancellation)).Single(), ResponseType.Decline, cancellation: RunningBridge.Cancellation);
        await using var asking = await sender.SocketAsync();
        await asking.SubscribeAsync(["nothing"], seen, RunningBridge.Cancellation);
        Assert.Equal((ticket.ElicitationId, "declined"), Of(await asking.NextAsync<PushedEnd>()));
    }

    [Fact]
    public async Task A_push_counts_as_delivery_and_every_figure_is_measured()
    {
        await using var fresh = new RunningBridge();
        await fresh.InitializeAsync();
        await using var sender = await fresh.NewSessionAsync();
        await using var target = await fresh.NewSessionAsync();
        var before = (await sender.ElicitationMetricsAsync(RunningBridge.Cancellation)).Performance;
        Assert.Equal(new ElicitationPerformance(null, null, null, null, null), before);

        var undelivered = await AskAsync(sender, target);
        Assert.Equal(0, (await sender.ElicitationMetricsAsync(RunningBridge.Cancellation)).Performance.DeliveryRate);
        await sender.CancelAsync(undelivered, RunningBridge.Cancellation);
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using (var asked = await target.SocketAsync())
        {
            await AskAsync(sender, target);
            var question = (await asked.NextAsync<PushedQuestion>()).Question;
            // Counted when the bytes are handed over: they may be read a moment before.
            while ((await sender.ElicitationMetricsAsync(bound.Token)).Performance.DeliveryRate != 0.5) await Task.Delay(20, bound.Token);
            await target.RespondAsync(question, ResponseType.Accept, new { go = true }, RunningBridge.Cancellation);
        }

        // The bridge may take a moment to see that the socket is closed; what it hands over until then counts.
        while (!(await fresh.Client.MetricsAsync(bound.Token)).Contains("bridge_sockets 0\n", StringComparison.Ordinal)) await Task.Delay(20, bound.Token);
        await AskAsync(sender, target, TimeSpan.FromSeconds(1));
        ElicitationMetrics figures;
        while ((figures = await sender.ElicitationMetricsAsync(bound.Token)).Activity.PendingElicitations > 0) await Task.Delay(20, bound.Token);
        Assert.Equal((1 / 3.0, 1 / 3.0), (figures.Performance.DeliveryRate!.Value, figures.Performance.TimeoutRate!.Value));
        Assert.True(figures.Performance.P50LatencyMs > 0 && figures.Performance.P50LatencyMs == figures.Performance.P99LatencyMs);
        Assert.Equal((3, 0), (figures.Activity.ActiveElicitations, figures.Activity.PendingElicitations));
    }

    private static (string, string) Of(PushedEnd end) => (end.ElicitationId, end.Status);

    private static Task<ElicitationTicket> AskAsync(BridgeSession sender, BridgeSession target, TimeSpan? timeout = null) =>
        sender.CreateElicitationAsync(target.AgentId, "Go?", Schema, timeout, cancellation: RunningBridge.Cancellation);
}
