using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

/// <summary>Asking and answering.</summary>
public abstract class ElicitationContract(RunningBridge bridge) : ContractTests(bridge)
{
    private static readonly object Schema = new
    {
        type = "object", required = new[] { "go" }, additionalProperties = false,
        properties = new { go = new { type = "boolean" }, why = new { type = "string", @enum = new[] { "a", "b" } } },
    };

    [Fact]
    [Covers("POST /elicitation/create", 200)]
    [Covers("GET /elicitation/pending", 200)]
    [Covers("POST /elicitation/respond", 200, 409)]
    [Covers("GET /elicitation/status/{id}", 200)]
    public async Task A_question_is_asked_found_answered_once_and_known()
    {
        var (sender, target) = await PairAsync();
        var ticket = await CreateAsync(sender, target);
        Assert.Matches("^elicit_[0-9a-f]{16}$", ticket.ElicitationId);
        var pending = await ExpectAsync(200, Get(target, "/elicitation/pending?agent_id=" + target.AgentId));
        Assert.Equal(1, pending.GetProperty("count").GetInt32());
        AssertShape(
            pending.GetProperty("elicitations")[0], ("id", JsonValueKind.String), ("from_agent", JsonValueKind.String), ("message", JsonValueKind.String),
            ("schema", JsonValueKind.Object), ("created_at", JsonValueKind.Number), ("expires_at", JsonValueKind.Number), ("nonce", JsonValueKind.String));
        var question = Assert.Single(await target.PendingAsync(Cancellation));
        Assert.True(target.IsGenuine(question));
        var before = await ExpectAsync(200, Get(sender, "/elicitation/status/" + ticket.ElicitationId));
        AssertShape(before, ("status", JsonValueKind.String), ("created_at", JsonValueKind.Number), ("expires_at", JsonValueKind.Number));

        var accept = target.PrepareResponse(question, ResponseType.Accept, new { go = true });
        var answer = await ExpectAsync(200, accept);
        AssertShape(answer, ("status", JsonValueKind.String), ("message", JsonValueKind.String));
        await ExpectAsync(409, accept);
        foreach (var party in new[] { sender, target })
        {
            var status = await ExpectAsync(200, Get(party, "/elicitation/status/" + ticket.ElicitationId));
            Assert.Equal(("accepted", true), (status.GetProperty("status").GetString(), status.GetProperty("data").GetProperty("go").GetBoolean()));
            Assert.True(status.GetProperty("responded_at").GetDouble() >= status.GetProperty("created_at").GetDouble());
        }

        var audited = await ExpectAsync(200, Get(Bridge.Admin, "/elicitation/status/" + ticket.ElicitationId));
        Assert.False(audited.TryGetProperty("data", out _));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"go":1}""")]
    [InlineData("""{"go":true,"more":1}""")]
    [InlineData("""{"go":true,"why":"c"}""")]
    [InlineData("""[]""")]
    [Covers("POST /elicitation/respond", 200, 422)]
    public async Task An_answer_that_misses_the_schema_is_422_and_uses_nothing_up(string answer)
    {
        var (sender, target) = await PairAsync();
        await CreateAsync(sender, target);
        var question = Assert.Single(await target.PendingAsync(Cancellation));
        await ExpectAsync(422, "answer_not_in_schema", target.PrepareResponse(question, ResponseType.Accept, JsonElement.Parse(answer)));
        await ExpectAsync(200, target.PrepareResponse(question, ResponseType.Accept, new { go = false, why = "a" }));
    }

    [Fact]
    [Covers("POST /elicitation/respond", 200, 403, 404)]
    [Covers("GET /elicitation/status/{id}", 403, 404, 422)]
    [Covers("GET /elicitation/pending", 403, 422)]
    public async Task Only_the_parties_touch_it_and_each_only_its_part()
    {
        var (sender, target) = await PairAsync();
        await using var stranger = await Bridge.NewSessionAsync();
        var ticket = await CreateAsync(sender, target);
        var question = Assert.Single(await target.PendingAsync(Cancellation));
        foreach (var other in new[] { sender, stranger, Bridge.Admin })
            await ExpectAsync(403, "not_your_elicitation", other.PrepareResponse(question, ResponseType.Accept, new { go = true }));
        await ExpectAsync(403, "not_your_elicitation", target.PrepareCancellation(ticket));
        await ExpectAsync(403, "not_your_elicitation", Get(stranger, "/elicitation/status/" + ticket.ElicitationId));
        await ExpectAsync(403, "impersonation", Get(stranger, "/elicitation/pending?agent_id=" + target.AgentId));
        await ExpectAsync(422, Get(stranger, "/elicitation/pending"));
        await ExpectAsync(404, "unknown_elicitation", Get(sender, "/elicitation/status/elicit_0000000000000000"));
        await ExpectAsync(422, Get(sender, "/elicitation/status/" + new string('x', 65)));
        await ExpectAsync(404, "unknown_elicitation", target.PrepareResponse("elicit_0000000000000000", question.Nonce, ResponseType.Decline, null));
        await ExpectAsync(403, "wrong_nonce", target.PrepareResponse(question.Id, new string('0', 32), ResponseType.Decline, null));
        await ExpectAsync(403, "bad_signature", Post(target, "/elicitation/respond", new
        {
            elicitation_id = question.Id, responding_agent = target.AgentId, response_type = "decline", nonce = question.Nonce, signature = new string('0', 64),
        }));
        await ExpectAsync(200, sender.PrepareCancellation(ticket));
    }

    [Fact]
    [Covers("POST /elicitation/respond", 410)]
    [Covers("GET /elicitation/status/{id}", 200)]
    public async Task After_the_deadline_nobody_ends_it()
    {
        var (sender, target) = await PairAsync();
        var ticket = await CreateAsync(sender, target, timeout: 1);
        var question = Assert.Single(await target.PendingAsync(Cancellation));
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await sender.StatusAsync(ticket.ElicitationId, bound.Token)).Status == "pending") await Task.Delay(50, bound.Token);
        await ExpectAsync(410, "expired", target.PrepareResponse(question, ResponseType.Accept, new { go = true }));
        await ExpectAsync(410, "expired", sender.PrepareCancellation(ticket));
        var status = await ExpectAsync(200, Get(sender, "/elicitation/status/" + ticket.ElicitationId));
        Assert.Equal("expired", status.GetProperty("status").GetString());
    }

    [Fact]
    [Covers("POST /elicitation/create", 403, 404, 422, 429)]
    public async Task What_cannot_be_asked_is_refused_and_does_not_count()
    {
        var (sender, target) = await PairAsync();
        await ExpectAsync(403, "impersonation", Question(sender, "admin", target.AgentId, Schema, 30));
        await ExpectAsync(404, "unknown_agent", Question(sender, sender.AgentId, "nobody", Schema, 30));
        await ExpectAsync(422, "asks_itself", Question(sender, sender.AgentId, sender.AgentId, Schema, 30));
        await ExpectAsync(422, "unsupported_schema", Question(sender, sender.AgentId, target.AgentId, new { unheardOf = 1 }, 30));
        foreach (var timeout in new[] { 0.5, 3_601 }) await ExpectAsync(422, "invalid_request", Question(sender, sender.AgentId, target.AgentId, Schema, timeout));
        for (var i = 0; i < 3; i++) await CreateAsync(sender, target);
        await ExpectAsync(429, "rate_limited", Question(sender, sender.AgentId, target.AgentId, Schema, 30));
    }

    [Fact]
    [Covers("POST /elicitation/respond", 200, 409)]
    public async Task An_answer_at_twenty_connections_at_once_counts_once()
    {
        var (sender, target) = await PairAsync();
        await CreateAsync(sender, target);
        var question = Assert.Single(await target.PendingAsync(Cancellation));
        var accept = target.PrepareResponse(question, ResponseType.Accept, new { go = true });
        var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Bridge.Client.StatusOfAsync(accept)));
        Assert.Single(statuses, status => status == 200);
        Assert.All(statuses, status => Assert.Contains(status, new[] { 200, 409, 429 }));
        Note("POST /elicitation/respond", 200);
        await ExpectAsync(409, accept);
    }

    [Fact]
    [Covers("POST /elicitation/respond", 200, 409)]
    [Covers("GET /elicitation/status/{id}", 200)]
    public async Task A_question_and_its_answer_outlive_a_kill()
    {
        var (sender, target) = await PairAsync();
        var (open, ended) = (await CreateAsync(sender, target), await CreateAsync(sender, target));
        var questions = await target.PendingAsync(Cancellation);
        var declined = target.PrepareResponse(questions.Single(q => q.Id == ended.ElicitationId), ResponseType.Decline);
        await ExpectAsync(200, declined);
        await Bridge.RestartAsync();
        await ExpectAsync(409, declined);
        Assert.Equal("declined", (await ExpectAsync(200, Get(sender, "/elicitation/status/" + ended.ElicitationId))).GetProperty("status").GetString());
        await ExpectAsync(200, target.PrepareResponse(questions.Single(q => q.Id == open.ElicitationId), ResponseType.Accept, new { go = true }));
    }

    [Fact]
    [Covers("GET /elicitation/metrics", 200)]
    public async Task Figures_have_the_promised_members()
    {
        await using var session = await Bridge.NewSessionAsync();
        var figures = await ExpectAsync(200, Get(session, "/elicitation/metrics"));
        foreach (var (group, members) in new (string, string[])[]
        {
            ("performance", ["p50_latency_ms", "p95_latency_ms", "p99_latency_ms", "delivery_rate", "timeout_rate"]),
            ("security", ["impersonation_attempts", "replay_attempts", "rate_limit_violations"]), ("activity", ["active_elicitations", "pending_elicitations"]),
        })
            foreach (var member in members) Assert.True(figures.GetProperty(group).TryGetProperty(member, out _), $"{group}.{member} is missing");
    }

    private async Task<(BridgeSession Sender, BridgeSession Target)> PairAsync() => (await Bridge.NewSessionAsync(), await Bridge.NewSessionAsync());

    private async Task<ElicitationTicket> CreateAsync(BridgeSession sender, BridgeSession target, double timeout = 60)
    {
        var reply = await ExpectAsync(200, Question(sender, sender.AgentId, target.AgentId, Schema, timeout));
        AssertShape(reply, ("elicitation_id", JsonValueKind.String), ("status", JsonValueKind.String), ("expires_at", JsonValueKind.Number), ("message", JsonValueKind.String));
        return new ElicitationTicket(
            reply.GetProperty("elicitation_id").GetString()!, reply.GetProperty("status").GetString()!, reply.GetProperty("expires_at").GetDouble(), reply.GetProperty("nonce").GetString()!);
    }

    private static PreparedRequest Question(BridgeSession sender, string from, string to, object schema, double timeout) =>
        Post(sender, "/elicitation/create", new { from_agent = from, to_agent = to, message = "Go?", schema, timeout_seconds = timeout });
}
