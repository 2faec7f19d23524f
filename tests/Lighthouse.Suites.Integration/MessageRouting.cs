using System.Collections.Concurrent;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Integration;

/// <summary>Messages to one, to a group and to all, heard by long poll and by socket: each comes once to everybody it is for, and to nobody else.</summary>
public sealed class MessageRouting(Day day)
{
    private const string Gate = "message-routing";
    private const int GroupSize = 4;
    private const string Shared = "collaboration_shared";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly string type = $"routing_{Guid.NewGuid():N}";
    // Who must hear what: a message by its sequence, or a group's by its collaboration and version.
    private readonly ConcurrentDictionary<string, IReadOnlySet<string>> sent = new();

    [Fact, Gate(Gate, "message_routing.missing", "message_routing.misrouted", "message_routing.doubled")]
    public async Task A_message_reaches_those_it_is_for_and_nobody_else()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(Gate);
        var (count, messages) = (sizes.Count("agents"), sizes.Count("messages"));
        await using var agents = await Operators.ConnectAsync(day, cancellation);
        await agents.EnlistAsync("routing", count, cancellation);
        var since = (await agents.Client.StatusAsync(cancellation)).LastSequence;
        var mailboxes = await Task.WhenAll(agents.Sessions.Select((session, index) => index % 2 == 0
            ? Task.FromResult(Mailbox.ByPoll(session, since))
            : Mailbox.BySocketAsync(session, [type, Shared], since, cancellation)));
        try
        {
            await SendAsync(agents.Sessions, messages, cancellation);
            var stored = await StoredForAsync(agents.Sessions, cancellation);
            await UntilAllHeardAsync(agents, mailboxes, cancellation);
            Record(agents.Sessions, mailboxes, stored);
        }
        finally
        {
            foreach (var mailbox in mailboxes)
                await mailbox.DisposeAsync();
        }
    }

    private async Task SendAsync(IReadOnlyList<BridgeSession> agents, int messages, CancellationToken cancellation)
    {
        var random = day.Random(Gate);
        var targets = Enumerable.Range(0, agents.Count).Select(_ => Enumerable.Range(0, messages).Select(_ => random.Next(agents.Count - 1)).ToList()).ToList();
        await Rounds.SideBySideAsync(agents.Count, async (from, token) =>
        {
            foreach (var (number, drawn) in targets[from].Index())
            {
                // Never oneself: nobody hears what it caused.
                var to = agents[drawn < from ? drawn : drawn + 1].AgentId;
                var isForAll = number == messages / 2;
                object data = isForAll ? new { shared = true, number } : new { to_agent = to, number };
                var receipt = await agents[from].StoreEventAsync(new EventDraft(type, data), token);
                sent[KeyOf(receipt.Sequence)] = isForAll ? agents.Where((_, index) => index != from).Select(agent => agent.AgentId).ToHashSet() : new HashSet<string> { to };
            }
        }, cancellation);
        foreach (var group in agents.Chunk(GroupSize).Where(group => group.Length == GroupSize))
            await ShareAsync(group, cancellation);
    }

    private async Task ShareAsync(BridgeSession[] group, CancellationToken cancellation)
    {
        var together = await group[0].StartCollaborationAsync([.. group.Select(agent => agent.AgentId)], cancellation: cancellation);
        foreach (var agent in group)
        {
            var version = await agent.ShareAsync(together.SessionId, agent.AgentId, new { here = true }, cancellation: cancellation);
            sent[KeyOf(together.SessionId, version)] = group.Where(other => other != agent).Select(other => other.AgentId).ToHashSet();
        }
    }

    /// <summary>What a query shows each agent beside its own: the other way to read a message that is somebody else's.</summary>
    private async Task<Dictionary<string, HashSet<string>>> StoredForAsync(IReadOnlyList<BridgeSession> agents, CancellationToken cancellation)
    {
        var shown = new Dictionary<string, HashSet<string>>();
        foreach (var agent in agents)
        {
            var keys = shown[agent.AgentId] = [];
            await foreach (var one in agent.EventsAsync(type, cancellation))
            {
                if (one.SourceAgent != agent.AgentId)
                    keys.Add(KeyOf(one));
            }
        }

        return shown;
    }

    /// <summary>Events come in order: who has heard the last one has heard all that it will hear.</summary>
    private async Task UntilAllHeardAsync(Agents agents, Mailbox[] mailboxes, CancellationToken cancellation)
    {
        var last = await agents.Admin.StoreEventAsync(new EventDraft(type, new { shared = true, last = true }), cancellation);
        await Task.WhenAll(mailboxes.Select(mailbox => mailbox.FindAsync(one => one.Sequence == last.Sequence, Limit, cancellation)));
        sent[KeyOf(last.Sequence)] = agents.Sessions.Select(agent => agent.AgentId).ToHashSet();
    }

    private void Record(IReadOnlyList<BridgeSession> agents, Mailbox[] mailboxes, Dictionary<string, HashSet<string>> stored)
    {
        long missing = 0, misrouted = 0, doubled = 0, expected = 0;
        foreach (var (agent, mailbox) in agents.Zip(mailboxes))
        {
            var heard = mailbox.Heard.Where(one => one.EventType == type || one.EventType == Shared).Select(KeyOf).ToList();
            var wanted = sent.Where(one => one.Value.Contains(agent.AgentId)).Select(one => one.Key).ToHashSet();
            expected += wanted.Count;
            doubled += heard.Count - heard.Distinct().Count();
            missing += wanted.Except(heard).Count();
            misrouted += heard.Except(wanted).Count() + stored[agent.AgentId].Except(wanted).Count();
        }

        var measure = new Measure(Gate, $"{agents.Count} agents, every other one by long poll and by socket, {sent.Count:#,##0} messages to one, to groups of {GroupSize} and to all; everything that each heard, and what a query showed it, compared with what was for it.");
        day.Evidence.Record(
            measure.Count("message_routing.missing", missing, expected),
            measure.Count("message_routing.misrouted", misrouted, expected),
            measure.Count("message_routing.doubled", doubled, expected));
    }

    private static string KeyOf(BridgeEvent one) =>
        one.EventType == Shared ? KeyOf(one.AggregateId, one.Data.GetProperty("version").GetInt64()) : KeyOf(one.Sequence);

    private static string KeyOf(long sequence) => $"message {sequence}";

    private static string KeyOf(string collaboration, long version) => $"{collaboration} version {version}";
}
