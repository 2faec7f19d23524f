using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Chaos.Lies;

namespace Lighthouse.Suites.Resilience.Byzantine;

/// <summary>Questions between honest agents that a liar answers, and questions to the liar that it answers wrongly, twice and late.</summary>
internal sealed class QuestionScene(Cast cast, Testimony testimony, CancellationToken cancellation)
{
    private const string Respond = "/elicitation/respond";
    private const int Right = 1, Contradiction = 2, Forged = 666;
    private static readonly object Schema = new { type = "object", required = new[] { "number" }, properties = new { number = new { type = "integer" } } };
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5), Short = TimeSpan.FromSeconds(1), LookEvery = TimeSpan.FromMilliseconds(100);

    public Task RunAsync() => Task.WhenAll(OfAnotherAsync(), OwnAsync(), LateAsync());

    private async Task OfAnotherAsync()
    {
        var (ticket, question) = await AskAsync(cast.Asker, cast.Expert);
        await testimony.TellAsync(LieKinds.AnswerOfAnothersQuestion, cast.Liar, cast.Liar.PrepareResponse(question, ResponseType.Accept, new { number = Forged }));
        await testimony.TellAsync(LieKinds.AnswerInAnothersName, cast.Liar, Answer(question.Id, cast.Expert.AgentId, question.Nonce, Forged, new string('0', 64)));
        await testimony.TellAsync(LieKinds.WithdrawalOfAnothersQuestion, cast.Liar, cast.Liar.PrepareCancellation(ticket));
        await testimony.TruthAsync(
            cast.Expert, cast.Expert.PrepareResponse(question, ResponseType.Accept, new { number = Right }), Answered(question.Id, cast.Expert, Right),
            LieKinds.AnswerOfAnothersQuestion, LieKinds.AnswerInAnothersName);
        await testimony.TellAsync(LieKinds.AnswerOfAnothersQuestion, cast.Liar, cast.Liar.PrepareResponse(question, ResponseType.Decline));
        await IsAnsweredAsync(ticket, Right);

        // The sender itself may withdraw.
        var (own, _) = await AskAsync(cast.Second, cast.First);
        await testimony.TruthAsync(
            cast.Second, cast.Second.PrepareCancellation(own), Deed.Of("elicitation_cancelled", own.ElicitationId, cast.Second.AgentId),
            LieKinds.WithdrawalOfAnothersQuestion);
    }

    private async Task OwnAsync()
    {
        var (ticket, question) = await AskAsync(cast.Asker, cast.Liar);
        var signed = cast.Liar.PrepareResponse(question, ResponseType.Accept, new { number = Right });
        var signature = JsonElement.Parse(signed.Body!.Value.Span).GetProperty("signature").GetString()!;
        await testimony.TellAsync(LieKinds.WrongNonce, cast.Liar, cast.Liar.PrepareResponse(question.Id, new string('0', question.Nonce.Length), ResponseType.Accept, new { number = Right }));
        await testimony.TellAsync(LieKinds.WrongSignature, cast.Liar, Answer(question.Id, cast.Liar.AgentId, question.Nonce, Right, OneDigitOff(signature)));
        await testimony.TellAsync(LieKinds.ChangedContent, cast.Liar, Answer(question.Id, cast.Liar.AgentId, question.Nonce, Contradiction, signature));
        await testimony.TellAsync(LieKinds.OutsideTheSchema, cast.Liar, cast.Liar.PrepareResponse(question, ResponseType.Accept, new { number = "many" }));

        // An answer of its own it may give: one.
        var contradiction = cast.Liar.PrepareResponse(question, ResponseType.Accept, new { number = Contradiction });
        var taken = await testimony.ContradictAsync(LieKinds.SecondAnswer, cast.Liar, signed, contradiction) switch { 0 => Right, 1 => Contradiction, _ => (int?)null };
        if (taken is not { } number)
            return;
        testimony.History.Acknowledge(Answered(question.Id, cast.Liar, number));
        foreach (var kind in new[] { LieKinds.WrongNonce, LieKinds.WrongSignature, LieKinds.ChangedContent, LieKinds.OutsideTheSchema, LieKinds.LateAnswer })
            testimony.Lies.Truth(kind, LieLedger.Taken);
        await testimony.TellAsync(LieKinds.SecondAnswer, cast.Liar, number == Right ? contradiction : signed);
        await IsAnsweredAsync(ticket, number);
    }

    private async Task LateAsync()
    {
        var timeout = Short;
        foreach (var asker in new[] { cast.Asker, cast.First, cast.Expert })
        {
            if (await TryLateAsync(asker, timeout))
                return;
            // On a busy machine a question can be over before the liar has seen it.
            timeout *= 2;
        }
    }

    private async Task<bool> TryLateAsync(BridgeSession asker, TimeSpan timeout)
    {
        var ticket = await CreateAsync(asker, cast.Liar, timeout);
        var expired = Deed.Of("elicitation_expired", ticket.ElicitationId, Deed.TheBridge);
        var question = await testimony.WitnessAsync(expired, async () =>
        {
            var seen = await testimony.ServeAsync("the open questions", () => SeenAsync(cast.Liar, ticket));
            while ((await testimony.ServeAsync("a look at a question", () => asker.StatusAsync(ticket.ElicitationId, cancellation))).Status == "pending")
                await Task.Delay(LookEvery, cancellation);
            return seen;
        });
        if (question is null)
            return false;
        await testimony.TellAsync(LieKinds.LateAnswer, cast.Liar, cast.Liar.PrepareResponse(question, ResponseType.Accept, new { number = Right }));
        await testimony.SeeAsync($"the question {ticket.ElicitationId} that nobody answered in time", async () =>
        {
            var status = await asker.StatusAsync(ticket.ElicitationId, cancellation);
            return status is { Status: "expired", Data: null } ? null : $"{status.Status} {status.Data}";
        });
        return true;
    }

    private async Task<(ElicitationTicket Ticket, PendingElicitation Question)> AskAsync(BridgeSession asker, BridgeSession asked)
    {
        var ticket = await CreateAsync(asker, asked, Long);
        return (ticket, await testimony.ServeAsync("the question to answer", async () => await SeenAsync(asked, ticket) ?? throw new NotServedException("it is not shown")));
    }

    private async Task<ElicitationTicket> CreateAsync(BridgeSession asker, BridgeSession asked, TimeSpan timeout)
    {
        var ticket = await testimony.ServeAsync("a question", () => asker.CreateElicitationAsync(asked.AgentId, "Which number?", Schema, timeout, cancellation: cancellation));
        testimony.History.Acknowledge(Deed.Of("elicitation_created", ticket.ElicitationId, asker.AgentId, asked.AgentId));
        return ticket;
    }

    private async Task<PendingElicitation?> SeenAsync(BridgeSession asked, ElicitationTicket ticket) =>
        (await asked.PendingAsync(cancellation)).FirstOrDefault(one => one.Id == ticket.ElicitationId);

    private Task IsAnsweredAsync(ElicitationTicket ticket, int number) => testimony.SeeAsync($"the answer {number} to {ticket.ElicitationId}", async () =>
    {
        var status = await cast.Asker.StatusAsync(ticket.ElicitationId, cancellation);
        return status is { Status: "accepted", Data: { } data } && data.GetProperty("number").GetInt32() == number ? null : $"{status.Status} {status.Data}";
    });

    private PreparedRequest Answer(string id, string responder, string nonce, int number, string signature) => Testimony.Post(
        cast.Liar, Respond, new { elicitation_id = id, responding_agent = responder, response_type = "accept", data = new { number }, nonce, signature });

    private static string Answered(string id, BridgeSession by, int number) => Deed.Of("elicitation_responded", id, by.AgentId, number);

    private static string OneDigitOff(string signature) => signature[..^1] + (signature[^1] == '0' ? '1' : '0');
}
