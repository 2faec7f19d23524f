using System.Diagnostics;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Integration;

/// <summary>
/// Rings of agents, each of which does nothing for the one before it until the one behind it has done something for it. Nobody can ever
/// go on by itself, so every wait must be ended by the bridge, at its deadline, and everybody must be able to work after it.
/// </summary>
public sealed class DeadlockPrevention(Day day)
{
    private const string Gate = "deadlock-prevention";
    private static readonly TimeSpan QuestionTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DelegationTimeout = TimeSpan.FromSeconds(2);
    // Longer than this after its deadline, and a wait is taken for one that never ends.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly object Schema = new { type = "object" };
    private readonly Lock gate = new();
    private readonly List<TimeSpan> overruns = [];
    private readonly List<string> stuck = [];
    private int waits, early, blocked;

    private enum Wait
    {
        Question,
        Delegation,
        LongPoll,
    }

    [Fact, Gate(Gate, "deadlock_prevention.stuck", "deadlock_prevention.early", "deadlock_prevention.overrun")]
    public async Task Circular_waits_end_within_their_timeouts()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var rings = day.Sizes(Gate).Count("rings");
        await using var target = await day.StartOwnTargetAsync([$"--Bridge:Experts:DelegationSeconds={DelegationTimeout.TotalSeconds}"], cancellation);
        await using var agents = await Agents.ConnectAsync(target.Url, day.Target.Credentials["admin"], cancellation);
        var sizes = Enumerable.Range(0, rings).Select(ring => 2 + (ring % 4)).ToList();
        await agents.EnlistAsync("ring", "expert_agent", sizes.Sum(), cancellation);
        await Task.WhenAll(sizes.Select((size, ring) => TurnAsync(agents, [.. agents.Sessions.Skip(sizes.Take(ring).Sum()).Take(size)], ring, cancellation)));

        var measure = new Measure(
            Gate,
            $"{rings} rings of 2 to 5 agents that wait for each other by questions (1 s), delegations (2 s), long polls (1 s) and all of them mixed, {waits} waits; each from its own deadline until who waited knew its end{(stuck.Count == 0 ? "" : $"; stuck: {string.Join(", ", stuck.Take(5))}")}.");
        day.Evidence.Record(
            measure.Count("deadlock_prevention.stuck", stuck.Count + blocked, waits),
            measure.Count("deadlock_prevention.early", early, waits),
            measure.Durations("deadlock_prevention.overrun", overruns));
    }

    private async Task TurnAsync(Agents agents, BridgeSession[] ring, int number, CancellationToken cancellation)
    {
        foreach (var agent in ring)
            await agent.RegisterExpertAsync("ring", [$"ring-{number}"], cancellation: cancellation);
        var since = (await agents.Client.StatusAsync(cancellation)).LastSequence;
        var mailboxes = ring.Select(agent => Mailbox.ByPoll(agent, since)).ToArray();
        try
        {
            await Task.WhenAll(ring.Select((_, index) => WaitAsync(KindOf(number, index), ring, index, mailboxes[index], cancellation)));
            foreach (var index in Enumerable.Range(0, ring.Length))
                await GoesOnAsync(ring[index], ring[(index + 1) % ring.Length], cancellation);
        }
        finally
        {
            foreach (var mailbox in mailboxes)
                await mailbox.DisposeAsync();
        }
    }

    // Three pure kinds of rings, and a mixed one.
    private static Wait KindOf(int ring, int member) => (Wait)((ring % 4 < 3 ? ring % 4 : member) % 3);

    private async Task WaitAsync(Wait kind, BridgeSession[] ring, int index, Mailbox mailbox, CancellationToken cancellation)
    {
        Interlocked.Increment(ref waits);
        var (me, next) = (ring[index], ring[(index + 1) % ring.Length]);
        var timeout = kind == Wait.Delegation ? DelegationTimeout : QuestionTimeout;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        over.CancelAfter(timeout + Patience);
        var since = Stopwatch.GetTimestamp();
        try
        {
            var ended = await (kind switch
            {
                Wait.Question => AskAsync(me, next, mailbox, timeout, over.Token),
                Wait.Delegation => DelegateAsync(me, next, mailbox, timeout, over.Token),
                _ => PollAsync(me, mailbox, timeout, over.Token),
            });
            Note(kind, Stopwatch.GetElapsedTime(since) - timeout, ended);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Note(kind, Patience, ended: false);
        }
    }

    private static async Task<bool> AskAsync(BridgeSession me, BridgeSession next, Mailbox mailbox, TimeSpan timeout, CancellationToken cancellation)
    {
        var ticket = await me.CreateElicitationAsync(next.AgentId, "First you?", Schema, timeout, cancellation: cancellation);
        return await mailbox.FindAsync("elicitation_expired", ticket.ElicitationId, timeout + Patience, cancellation) is not null
            && (await me.StatusAsync(ticket.ElicitationId, cancellation)).Status == "expired";
    }

    private static async Task<bool> DelegateAsync(BridgeSession me, BridgeSession next, Mailbox mailbox, TimeSpan timeout, CancellationToken cancellation)
    {
        var ticket = await me.DelegateAsync("wait", new { }, next.AgentId, cancellation: cancellation);
        return await mailbox.FindAsync("delegation_timed_out", ticket.DelegationId, timeout + Patience, cancellation) is not null
            && (await me.WorkAsync(ticket.DelegationId, cancellation)).Status == "timed_out";
    }

    private static async Task<bool> PollAsync(BridgeSession me, Mailbox mailbox, TimeSpan timeout, CancellationToken cancellation)
    {
        // Whatever the ring has told it so far is no message of the one that it waits for: none of them sends one first.
        var begun = Stopwatch.GetTimestamp();
        var since = mailbox.Heard.Count == 0 ? 0 : mailbox.Heard[^1].Sequence;
        while (true)
        {
            var left = timeout - Stopwatch.GetElapsedTime(begun);
            var news = await me.WaitAsync(since, left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellation);
            if (news.Status == "timeout")
                return true;
            since = news.NextSequence;
        }
    }

    private void Note(Wait kind, TimeSpan overrun, bool ended)
    {
        // A timer may fire within a tick of its time; the bridge counts deadlines in milliseconds.
        var isEarly = overrun < -TimeSpan.FromMilliseconds(20);
        lock (gate)
        {
            if (!ended)
                stuck.Add(kind.ToString());
            else if (isEarly)
                early++;
            overruns.Add(overrun > TimeSpan.Zero ? overrun : TimeSpan.Zero);
        }
    }

    /// <summary>What waited in a circle is not in the way of what comes after it.</summary>
    private async Task GoesOnAsync(BridgeSession me, BridgeSession next, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        over.CancelAfter(Patience);
        Interlocked.Increment(ref waits);
        try
        {
            var ticket = await me.CreateElicitationAsync(next.AgentId, "And now?", Schema, cancellation: over.Token);
            var question = (await next.PendingAsync(over.Token)).SingleOrDefault(one => one.Id == ticket.ElicitationId);
            if (question is not null && await next.RespondAsync(question, ResponseType.Accept, new { }, over.Token) == "accepted")
                return;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Counted below.
        }

        Interlocked.Increment(ref blocked);
    }
}
