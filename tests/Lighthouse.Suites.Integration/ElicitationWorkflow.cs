using System.Net;
using System.Text.Json;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Integration;

/// <summary>A question goes its whole way, and every way that it must not go is closed.</summary>
public sealed class ElicitationWorkflow(Day day)
{
    private const string Gate = "elicitation-workflow";
    private static readonly object Schema = new
    {
        type = "object",
        properties = new { verdict = new { type = "string", @enum = new[] { "yes", "no" } }, reason = new { type = "string" } },
        required = new[] { "verdict" },
        additionalProperties = false,
    };

    private readonly Checklist steps = new();

    [Fact, Gate(Gate, "elicitation_workflow.wrong")]
    public async Task A_question_ends_exactly_once_by_whom_and_when_it_may()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var agents = await Operators.ConnectAsync(day, cancellation);
        var rounds = day.Sizes(Gate).Count("rounds");
        // Fresh agents each round, because an agent may ask only ten times a minute.
        await agents.EnlistAsync("workflow", 3 * rounds, cancellation);
        await Rounds.SideBySideAsync(rounds, async (round, token) =>
        {
            var trio = new Trio(agents.Sessions[3 * round], agents.Sessions[3 * round + 1], agents.Sessions[3 * round + 2]);
            await AcceptedAsync(trio, round, token);
            await ((round % 3) switch
            {
                0 => DeclinedAsync(trio, token),
                1 => CancelledAsync(trio, token),
                _ => ExpiredAsync(trio, token),
            });
        }, cancellation);

        var measure = new Measure(Gate, steps.How($"{rounds} rounds of asking, answering, declining, cancelling and expiring by real agents over HTTP"));
        day.Evidence.Record(measure.Count("elicitation_workflow.wrong", steps.Wrong.Count, steps.Checked));
    }

    private async Task AcceptedAsync(Trio trio, int round, CancellationToken cancellation)
    {
        var before = (await trio.Asker.QueryAsync(new EventQuery { Limit = 1000 }, cancellation)).Events.LastOrDefault()?.Sequence ?? 0;
        var message = $"May round {round} go on?";
        var waiting = WaitForAsync(trio.Target, before, "elicitation_created", cancellation);
        var ticket = await trio.Asker.CreateElicitationAsync(trio.Target.AgentId, message, Schema, cancellation: cancellation);
        steps.That(ticket.Status == "pending", "a new question is pending");
        steps.That(await waiting, "the target's long poll brings the question");
        var question = (await trio.Target.PendingAsync(cancellation)).SingleOrDefault(one => one.Id == ticket.ElicitationId);
        steps.That(question is not null && question.FromAgent == trio.Asker.AgentId && question.Message == message, "the target sees the question as it was asked");
        if (question is null)
            return;
        steps.That(trio.Target.IsGenuine(question), "the question carries the bridge's signature");
        await RefusalsWhilePendingAsync(trio, ticket, question, cancellation);

        var known = WaitForAsync(trio.Asker, before, "elicitation_responded", cancellation);
        var answer = trio.Target.PrepareResponse(question, ResponseType.Accept, new { verdict = "yes", reason = $"round {round}" });
        steps.That(await SendAsync(trio.Target, answer, cancellation) == HttpStatusCode.OK, "the target's answer is taken");
        steps.That(await known, "the asker's long poll brings the answer");
        var status = await trio.Asker.StatusAsync(ticket.ElicitationId, cancellation);
        steps.That(status.Status == "accepted" && Holds(status.Data, $"round {round}"), "the asker reads the very answer");
        steps.That(await SendAsync(trio.Target, answer, cancellation) != HttpStatusCode.OK, "the same answer is not taken twice");
        steps.That((await trio.Target.PendingAsync(cancellation)).All(one => one.Id != ticket.ElicitationId), "an answered question is pending no more");
    }

    private async Task RefusalsWhilePendingAsync(Trio trio, ElicitationTicket ticket, PendingElicitation question, CancellationToken cancellation)
    {
        steps.That((await trio.Stranger.PendingAsync(cancellation)).Count == 0, "a stranger sees no question of others");
        await steps.RefusedAsync(
            () => trio.Stranger.StatusAsync(ticket.ElicitationId, cancellation), "a stranger asks for the status", HttpStatusCode.Forbidden, HttpStatusCode.NotFound);
        await steps.RefusedAsync(
            () => trio.Stranger.RespondAsync(question, ResponseType.Accept, new { verdict = "no" }, cancellation), "a stranger answers", HttpStatusCode.Forbidden);
        await steps.RefusedAsync(
            () => trio.Asker.RespondAsync(question, ResponseType.Accept, new { verdict = "no" }, cancellation), "the asker answers itself", HttpStatusCode.Forbidden);
        await steps.RefusedAsync(
            () => trio.Target.RespondAsync(question, ResponseType.Accept, new { verdict = "perhaps" }, cancellation),
            "the target answers outside the schema", HttpStatusCode.UnprocessableEntity);
        var status = await trio.Asker.StatusAsync(ticket.ElicitationId, cancellation);
        steps.That(status is { Status: "pending", Data: null }, "refused answers leave the question pending");
    }

    private async Task DeclinedAsync(Trio trio, CancellationToken cancellation)
    {
        var (ticket, question) = await AskAsync(trio, TimeSpan.FromSeconds(30), cancellation);
        await trio.Target.RespondAsync(question, ResponseType.Decline, cancellation: cancellation);
        var status = await trio.Asker.StatusAsync(ticket.ElicitationId, cancellation);
        steps.That(status.Status == "declined", "a declined question says so");
        await steps.RefusedAsync(() => trio.Asker.CancelAsync(ticket, cancellation), "the asker cancels what was declined", Ended);
    }

    private async Task CancelledAsync(Trio trio, CancellationToken cancellation)
    {
        var (ticket, question) = await AskAsync(trio, TimeSpan.FromSeconds(30), cancellation);
        await trio.Asker.CancelAsync(ticket, cancellation);
        var status = await trio.Asker.StatusAsync(ticket.ElicitationId, cancellation);
        steps.That(status.Status == "cancelled", "a cancelled question says so");
        await steps.RefusedAsync(
            () => trio.Target.RespondAsync(question, ResponseType.Accept, new { verdict = "yes" }, cancellation), "the target answers what was cancelled", Ended);
    }

    private async Task ExpiredAsync(Trio trio, CancellationToken cancellation)
    {
        var (ticket, question) = await AskAsync(trio, TimeSpan.FromSeconds(1), cancellation);
        var deadline = DateTimeOffset.FromUnixTimeMilliseconds((long)(ticket.ExpiresAt * 1000));
        var left = deadline - TimeProvider.System.GetUtcNow();
        if (left > TimeSpan.Zero)
            await Task.Delay(left + TimeSpan.FromMilliseconds(50), cancellation);
        await steps.RefusedAsync(
            () => trio.Target.RespondAsync(question, ResponseType.Accept, new { verdict = "yes" }, cancellation), "the target answers after the deadline", Ended);
        var status = await trio.Asker.StatusAsync(ticket.ElicitationId, cancellation);
        steps.That(status is { Status: "expired", Data: null }, "a question past its deadline is expired");
    }

    private static readonly HttpStatusCode[] Ended = [HttpStatusCode.Conflict, HttpStatusCode.Gone, HttpStatusCode.Forbidden];

    private static async Task<(ElicitationTicket Ticket, PendingElicitation Question)> AskAsync(Trio trio, TimeSpan timeout, CancellationToken cancellation)
    {
        var ticket = await trio.Asker.CreateElicitationAsync(trio.Target.AgentId, "And this?", Schema, timeout, cancellation: cancellation);
        return (ticket, (await trio.Target.PendingAsync(cancellation)).Single(one => one.Id == ticket.ElicitationId));
    }

    private static async Task<bool> WaitForAsync(BridgeSession agent, long since, string type, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        try
        {
            while (true)
            {
                var news = await agent.WaitAsync(since, TimeSpan.FromSeconds(5), limit.Token);
                if (news.Events.Any(one => one.EventType == type))
                    return true;
                since = news.NextSequence;
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task<HttpStatusCode> SendAsync(BridgeSession agent, PreparedRequest request, CancellationToken cancellation)
    {
        using var answer = await agent.SendAsync(request, cancellation);
        return answer.StatusCode;
    }

    private static bool Holds(JsonElement? data, string reason) =>
        data is { ValueKind: JsonValueKind.Object } answer && answer.GetProperty("verdict").GetString() == "yes" && answer.GetProperty("reason").GetString() == reason;

    private sealed record Trio(BridgeSession Asker, BridgeSession Target, BridgeSession Stranger);
}
