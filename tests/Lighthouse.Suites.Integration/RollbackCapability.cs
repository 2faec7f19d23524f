using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Integration;

/// <summary>Elicitation is switched off, in part and as a whole: what is off is refused, and the older way serves everybody as before.</summary>
public sealed class RollbackCapability(Day day)
{
    private const string Gate = "rollback-capability";
    private const string FlagsChanged = "bridge_features_changed";
    private const int Half = 50;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly object Schema = new { type = "object" };
    private readonly Checklist steps = new();

    [Fact, Gate(Gate, "rollback_capability.wrong")]
    public async Task Switched_off_elicitation_leaves_the_older_way_serving()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var count = day.Sizes(Gate).Count("agents");
        await using var target = await day.StartOwnTargetAsync(cancellation);
        await using var agents = await Agents.ConnectAsync(target.Url, day.Target.Credentials["admin"], cancellation);
        await agents.EnlistAsync("rollback", count + 2, cancellation);
        // The last two have a question open while the switch is thrown.
        var (crowd, asker, asked) = (agents.Sessions.Take(count).ToList(), agents.Sessions[count], agents.Sessions[count + 1]);

        await AskedAsync(crowd, _ => true, "before", cancellation);
        var open = await asker.CreateElicitationAsync(asked.AgentId, "Asked before?", Schema, cancellation: cancellation);

        await SwitchAsync(agents.Admin, new FeatureFlags(false, 100, false), cancellation);
        await AskedAsync(crowd, _ => false, "switched off", cancellation);
        await OlderWayAsync(agents, crowd, "switched off", cancellation);
        await AnsweredAsync(asker, asked, open, cancellation);
        await SwitchAsync(agents.Admin, new FeatureFlags(false, 100, true), cancellation);
        await AskedAsync(crowd, _ => false, "switched off, with force", cancellation);

        await target.StopAsync();
        target.Launch();
        await target.WaitUntilHealthyAsync(cancellation);
        steps.That(await agents.Admin.FeatureFlagsAsync(cancellation) == new FeatureFlags(false, 100, true), "after a restart the flags say what they said");
        await AskedAsync(crowd, _ => false, "switched off, after a restart", cancellation);
        await OlderWayAsync(agents, crowd, "after a restart", cancellation);

        await SwitchAsync(agents.Admin, new FeatureFlags(true, Half, false), cancellation);
        await AskedAsync(crowd, name => CohortOf(name) < Half, "at half", cancellation);
        await SwitchAsync(agents.Admin, new FeatureFlags(true, 100, false), cancellation);
        await AskedAsync(crowd, _ => true, "switched on again", cancellation);

        var measure = new Measure(Gate, steps.How($"Elicitation switched off, forced, halved and on again under {count} agents of an instance of its own, with a restart between; each asked over HTTP and had a message by long poll"));
        day.Evidence.Record(measure.Count("rollback_capability.wrong", steps.Wrong.Count, steps.Checked));
    }

    private async Task SwitchAsync(BridgeSession admin, FeatureFlags wanted, CancellationToken cancellation)
    {
        var since = await LastOfAsync(admin, cancellation);
        steps.That(
            await admin.ChangeFeatureFlagsAsync(wanted.ElicitationEnabled, wanted.Percentage, wanted.Force, cancellation) == wanted, "a switch answers with what holds now");
        steps.That(await admin.FeatureFlagsAsync(cancellation) == wanted, "the flags say what was switched");
        var told = (await admin.QueryAsync(new EventQuery { EventType = FlagsChanged, AfterSequence = since }, cancellation)).Events;
        steps.That(
            told is [{ SourceAgent: var by, Data: var data }] && by == admin.AgentId && data.GetProperty("elicitation_enabled").GetBoolean() == wanted.ElicitationEnabled,
            "a switch is one event, which says who threw it");
    }

    private Task AskedAsync(List<BridgeSession> crowd, Func<string, bool> mayAsk, string when, CancellationToken cancellation) =>
        Rounds.SideBySideAsync(crowd.Count, async (index, token) =>
        {
            var (asker, asked) = (crowd[index], crowd[(index + 1) % crowd.Count]);
            if (mayAsk(asker.AgentId))
            {
                var ticket = await asker.CreateElicitationAsync(asked.AgentId, when, Schema, cancellation: token);
                steps.That((await asked.PendingAsync(token)).Any(one => one.Id == ticket.ElicitationId), $"{when}: who may ask reaches the asked agent");
            }
            else
            {
                await steps.RefusedAsync(() => asker.CreateElicitationAsync(asked.AgentId, when, Schema, cancellation: token), $"{when}: who may not ask", HttpStatusCode.Forbidden);
            }
        }, cancellation);

    private async Task OlderWayAsync(Agents agents, List<BridgeSession> crowd, string when, CancellationToken cancellation)
    {
        var since = (await agents.Client.StatusAsync(cancellation)).LastSequence;
        await Rounds.SideBySideAsync(crowd.Count, async (index, token) =>
        {
            var (sender, receiver) = (crowd[index], crowd[(index + 1) % crowd.Count]);
            await using var mailbox = Mailbox.ByPoll(receiver, since);
            var sent = await sender.StoreEventAsync(new EventDraft("older_way", new { to_agent = receiver.AgentId, when }), token);
            steps.That(await mailbox.FindAsync(one => one.Sequence == sent.Sequence, Limit, token) is not null, $"{when}: a message reaches its agent by long poll");
        }, cancellation);
    }

    private async Task AnsweredAsync(BridgeSession asker, BridgeSession asked, ElicitationTicket ticket, CancellationToken cancellation)
    {
        var question = (await asked.PendingAsync(cancellation)).SingleOrDefault(one => one.Id == ticket.ElicitationId);
        steps.That(question is not null, "what was asked before is still there to be answered");
        if (question is null)
            return;
        await asked.RespondAsync(question, ResponseType.Accept, new { }, cancellation);
        steps.That((await asker.StatusAsync(ticket.ElicitationId, cancellation)).Status == "accepted", "what was asked before can still be answered");
    }

    private static async Task<long> LastOfAsync(BridgeSession admin, CancellationToken cancellation)
    {
        var last = 0L;
        await foreach (var one in admin.EventsAsync(FlagsChanged, cancellation))
            last = one.Sequence;
        return last;
    }

    /// <summary>The cohort as the bridge's documentation defines it.</summary>
    private static uint CohortOf(string name) => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name))) % 100;
}
