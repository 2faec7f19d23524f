using System.Text.Json.Nodes;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Elicitations;

public sealed class AnswerTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    private static readonly object Schema = new { type = "object", properties = new { go = new { type = "boolean" } }, required = new[] { "go" } };

    [Fact]
    public async Task Of_a_hundred_equal_answers_at_once_exactly_one_is_taken()
    {
        var (_, target, question) = await AskAsync();
        var request = target.PrepareResponse(question, ResponseType.Accept, new { go = true });
        var statuses = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => bridge.Client.StatusOfAsync(request)));
        Assert.Equal(1, statuses.Count(s => s == 200));
        Assert.All(statuses, s => Assert.True(s is 200 or 409 or 429, $"{s}"));
        Assert.Equal(409, await AfterPauseAsync(request));
    }

    [Fact]
    public async Task Of_an_answer_a_refusal_and_a_withdrawal_at_once_exactly_one_is_taken()
    {
        for (var i = 0; i < 10; i++)
        {
            var (sender, target, question, ticket) = await AskWithTicketAsync();
            PreparedRequest[] requests =
            [
                target.PrepareResponse(question, ResponseType.Accept, new { go = true }), target.PrepareResponse(question, ResponseType.Decline),
                sender.PrepareCancellation(ticket),
            ];
            var statuses = await Task.WhenAll(requests.Select(r => bridge.Client.StatusOfAsync(r)));
            Assert.Equal(1, statuses.Count(s => s == 200));
            Assert.Equal(2, statuses.Count(s => s == 409));
        }
    }

    [Fact]
    public async Task Every_signed_field_is_protected()
    {
        var (_, target, question) = await AskAsync();
        var genuine = target.PrepareResponse(question, ResponseType.Accept, new { go = true });
        foreach (var (name, value) in new (string, JsonNode?)[]
        {
            ("data", new JsonObject { ["go"] = false }), ("data", new JsonObject { ["go"] = true, ["more"] = 1 }), ("response_type", "decline"),
            ("signature", new string('0', 64)), ("signature", ""), ("signature", null), ("nonce", "0"), ("nonce", null),
        })
        {
            var changed = JsonNode.Parse(genuine.Body!.Value.Span)!.AsObject();
            changed[name] = value;
            Assert.Equal((name, 403), (name, await bridge.Client.StatusOfAsync(genuine with { Body = Refused.Text(changed.ToJsonString()) })));
        }

        Assert.Equal(200, await bridge.Client.StatusOfAsync(genuine));
    }

    [Fact]
    public async Task A_nonce_is_good_for_its_own_elicitation_and_party_only()
    {
        var (sender, target, first, ticket) = await AskWithTicketAsync();
        await sender.CreateElicitationAsync(target.AgentId, "Again?", Schema, cancellation: RunningBridge.Cancellation);
        var second = (await target.PendingAsync(RunningBridge.Cancellation)).Single(q => q.Id != first.Id);
        Assert.Equal(403, await bridge.Client.StatusOfAsync(target.PrepareResponse(first.Id, second.Nonce, ResponseType.Accept, new { go = true })));
        Assert.Equal(403, await bridge.Client.StatusOfAsync(target.PrepareResponse(first.Id, ticket.Nonce, ResponseType.Accept, new { go = true })));
        Assert.Equal(403, await bridge.Client.StatusOfAsync(sender.PrepareResponse(first.Id, first.Nonce, ResponseType.Cancel, null)));
        Assert.Equal(200, await bridge.Client.StatusOfAsync(target.PrepareResponse(first, ResponseType.Accept, new { go = true })));
    }

    [Fact]
    public async Task An_answer_outside_of_the_schema_is_refused_and_can_be_corrected()
    {
        var (_, target, question) = await AskAsync();
        foreach (var wrong in new object?[] { null, new { }, new { go = "yes" }, new[] { 1 }, "text" })
            await Refused.WithAsync(422, "answer_not_in_schema", () => target.RespondAsync(question, ResponseType.Accept, wrong));
        Assert.Equal("accepted", await target.RespondAsync(question, ResponseType.Accept, new { go = true, note = "ä€😀\u0001\"" }, RunningBridge.Cancellation));
    }

    [Fact]
    public async Task An_answer_in_anothers_name_is_refused()
    {
        var (_, target, question) = await AskAsync();
        await using var stranger = await bridge.NewSessionAsync();
        var genuine = target.PrepareResponse(question, ResponseType.Accept, new { go = true });
        Assert.Equal(403, await bridge.Client.StatusOfAsync(genuine.WithHeader("Authorization", "Bearer " + stranger.Token)));
        Assert.Equal(200, await bridge.Client.StatusOfAsync(genuine));
    }

    private async Task<(BridgeSession Sender, BridgeSession Target, PendingElicitation Question)> AskAsync()
    {
        var (sender, target, question, _) = await AskWithTicketAsync();
        return (sender, target, question);
    }

    private async Task<(BridgeSession Sender, BridgeSession Target, PendingElicitation Question, ElicitationTicket Ticket)> AskWithTicketAsync()
    {
        var (sender, target) = (await bridge.NewSessionAsync(), await bridge.NewSessionAsync());
        var ticket = await sender.CreateElicitationAsync(target.AgentId, "Go?", Schema, cancellation: RunningBridge.Cancellation);
        return (sender, target, (await target.PendingAsync(RunningBridge.Cancellation)).Single(), ticket);
    }

    // An ended elicitation is refused before any limit of answers is looked at; only the role's own limit could be in the way.
    private async Task<int> AfterPauseAsync(PreparedRequest request)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var status = await bridge.Client.StatusOfAsync(request);
            if (status != 429) return status;
            await Task.Delay(50, bound.Token);
        }
    }
}
