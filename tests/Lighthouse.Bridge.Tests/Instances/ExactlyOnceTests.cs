using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Instances;

/// <summary>What may happen once happens once, whichever of two processes is asked.</summary>
public sealed class ExactlyOnceTests(TwoBridges bridges) : IClassFixture<TwoBridges>
{
    private const int Rounds = 200;

    // As many questions of a sender, and answers of a target, as the burst of the limit allows.
    private const int OfOneAgent = 3;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_that_is_sent_to_both_is_accepted_by_one()
    {
        for (var round = 0; round < Rounds; round += OfOneAgent)
        {
            await using var sender = await bridges.NewSessionAsync();
            await using var target = await bridges.NewSessionAsync();
            for (var i = 0; i < OfOneAgent; i++)
            {
                var ticket = await sender.CreateElicitationAsync(target.AgentId, "Go?", new { type = "object" }, cancellation: Cancellation);
                var question = Assert.Single(await target.PendingAsync(Cancellation));
                var accept = target.PrepareResponse(question, ResponseType.Accept, new { go = true });
                // The question must be known to both, or only one could accept anyway.
                Assert.Equal(200, await bridges.B.StatusOfAsync(target.Prepare(HttpMethod.Get, "/elicitation/status/" + ticket.ElicitationId)));

                int[] statuses = await Task.WhenAll(bridges.A.StatusOfAsync(accept), bridges.B.StatusOfAsync(accept));

                Assert.Equal([200, 409], statuses.Order());
                foreach (var bridge in new[] { bridges.A, bridges.B })
                {
                    var (_, status) = await bridge.AnswerAsync(sender.Prepare(HttpMethod.Get, "/elicitation/status/" + ticket.ElicitationId));
                    Assert.Equal("accepted", status.GetProperty("status").GetString());
                }
            }
        }

        Assert.Equal(0L, bridges.Cluster.Query(
            $"SELECT count(*) FROM (SELECT 1 FROM {bridges.Schema}.claims WHERE claim LIKE 'elicitation:%' GROUP BY claim HAVING count(*) > 1) twice"));
    }

    [Fact]
    public async Task An_answer_and_a_withdrawal_at_once_have_one_winner_that_both_tell()
    {
        for (var round = 0; round < 30; round++)
        {
            await using var sender = await bridges.NewSessionAsync();
            await using var target = await bridges.NewSessionAsync();
            var ticket = await sender.CreateElicitationAsync(target.AgentId, "Go?", new { type = "object" }, cancellation: Cancellation);
            var question = Assert.Single(await target.PendingAsync(Cancellation));
            var request = sender.Prepare(HttpMethod.Get, "/elicitation/status/" + ticket.ElicitationId);
            Assert.Equal(200, await bridges.B.StatusOfAsync(request));

            var (accepting, cancelling) = (bridges.A.StatusOfAsync(target.PrepareResponse(question, ResponseType.Accept, new { })), bridges.B.StatusOfAsync(sender.PrepareCancellation(ticket)));
            var (accepted, cancelled) = (await accepting, await cancelling);

            Assert.Equal([200, 409], new[] { accepted, cancelled }.Order());
            foreach (var bridge in new[] { bridges.A, bridges.B })
                Assert.Equal(accepted == 200 ? "accepted" : "cancelled", (await bridge.AnswerAsync(request)).Body.GetProperty("status").GetString());
        }
    }

    [Fact]
    public async Task A_credential_opens_one_session()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var agent = await bridges.NewAgentAsync();
            var open = bridges.A.PrepareSession(agent.AgentId, agent.Secret);
            int[] statuses = await Task.WhenAll(bridges.A.StatusOfAsync(open), bridges.B.StatusOfAsync(open));
            Assert.Equal([200, 403], statuses.Order());
        }
    }

    [Fact]
    public async Task A_name_is_given_to_one_agent()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var name = bridges.NewName();
            PreparedRequest Register(string role) => bridges.Admin.Prepare(HttpMethod.Post, "/agent/register", Refused.Json(new { agent_id = name, role }));
            var (atA, atB) = (bridges.A.AnswerAsync(Register("agent")), bridges.B.AnswerAsync(Register("guest")));
            var (a, b) = (await atA, await atB);

            Assert.Equal([200, 409], new[] { (int)a.Status, (int)b.Status }.Order());
            if (round % 10 != 0) continue;
            // Both know the same agent: the role of whichever was first.
            var won = (int)a.Status == 200 ? a.Body : b.Body;
            await using var session = await bridges.B.OpenSessionAsync(name, won.GetProperty("secret").GetString()!, cancellation: Cancellation);
            var store = session.Prepare(HttpMethod.Post, "/event/store", Refused.Json(new { event_type = "note" }));
            var expected = won.GetProperty("role").GetString() == "agent" ? 200 : 403;
            Assert.Equal((expected, expected), (await bridges.A.StatusOfAsync(store), await bridges.B.StatusOfAsync(store)));
        }
    }

    [Fact]
    public async Task Twenty_sessions_at_once_are_three_over_both()
    {
        for (var round = 0; round < 5; round++)
        {
            var agent = await bridges.NewAgentAsync();
            var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
                (i % 2 == 0 ? bridges.A : bridges.B).StatusOfAsync(bridges.A.PrepareSession(agent.AgentId, agent.Secret))));
            Assert.Equal(3, statuses.Count(status => status == 200));
        }
    }
}
