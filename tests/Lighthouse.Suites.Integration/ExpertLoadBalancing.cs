using System.Net;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Integration;

/// <summary>Work comes in waves, and some experts are quicker than others: after each wave the experts have as much open work as each other.</summary>
public sealed class ExpertLoadBalancing(Day day)
{
    private const string Gate = "expert-load-balancing";
    private const int EachWave = 2;
    // The bridge's own default for experts that name no limit.
    private const int MostOpen = 10;
    private const int FewerOpen = 3;
    private readonly Checklist steps = new();
    private readonly Dictionary<string, string> given = [];
    private readonly string capability = $"balance-{Guid.NewGuid():N}";
    private int imbalance;

    [Fact, Gate(Gate, "expert_load_balancing.imbalance", "expert_load_balancing.wrong")]
    public async Task Work_spreads_over_the_experts_that_can_do_it()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(Gate);
        var (count, waves) = (sizes.Count("experts"), sizes.Count("waves"));
        await using var agents = await Operators.ConnectAsync(day, cancellation);
        await agents.EnlistAsync("balance-asker", 2, cancellation);
        var since = (await agents.Client.StatusAsync(cancellation)).LastSequence;
        var experts = await RegisterAsync(agents, count + 2, cancellation);
        var (equals, limited, other) = (experts[..count], experts[count], experts[count + 1]);

        for (var wave = 0; wave < waves; wave++)
        {
            await DelegateAsync(agents, count * EachWave, cancellation);
            var open = await Task.WhenAll(equals.Select(expert => expert.Session.OpenWorkAsync(cancellation)));
            imbalance = Math.Max(imbalance, open.Max(work => work.Count) - open.Min(work => work.Count));
            // Two of them are quick and have done everything when the next wave comes.
            await CompleteAsync(equals[wave % count], cancellation);
            await CompleteAsync(equals[(wave + 2) % count], cancellation);
        }

        await FillAsync(agents, equals, limited, cancellation);
        steps.That((await other.Session.OpenWorkAsync(cancellation)).Count == 0, "an expert without the capability gets none of the work");
        await CompareAsync(agents.Admin, since, cancellation);
        var measure = new Measure(Gate, steps.How($"{given.Count} delegations in {waves} waves to {count} experts of one capability, two of which had done theirs before the next wave; after each wave every expert was asked for its open work, and in the end the events were"));
        day.Evidence.Record(
            measure.Count("expert_load_balancing.imbalance", imbalance, waves),
            measure.Count("expert_load_balancing.wrong", steps.Wrong.Count, steps.Checked));
    }

    private async Task<Expert[]> RegisterAsync(Agents agents, int count, CancellationToken cancellation)
    {
        var before = agents.Sessions.Count;
        await agents.EnlistAsync("balance", "expert_agent", count, cancellation);
        var sessions = agents.Sessions.Skip(before).ToList();
        var experts = new List<Expert>();
        foreach (var session in sessions)
        {
            // The second to last comes later, the last one can do something else.
            var can = session == sessions[^1] ? capability + "-other" : session == sessions[^2] ? capability + "-later" : capability;
            experts.Add(new Expert(session, await session.RegisterExpertAsync("worker", [can], cancellation: cancellation)));
        }

        return [.. experts];
    }

    private async Task DelegateAsync(Agents agents, int count, CancellationToken cancellation)
    {
        var tickets = await Task.WhenAll(Enumerable.Range(0, count).Select(number =>
            agents.Sessions[number % 2].DelegateAsync("read_file", new { number }, $"capability:{capability}", cancellation: cancellation)));
        foreach (var ticket in tickets)
            steps.That(given.TryAdd(ticket.DelegationId, ticket.TargetExpert), "each piece of work has an identity of its own");
    }

    private async Task CompleteAsync(Expert expert, CancellationToken cancellation)
    {
        foreach (var work in await expert.Session.OpenWorkAsync(cancellation))
        {
            steps.That(given.GetValueOrDefault(work.Id) == expert.Session.AgentId, "an expert finds the work that its asker was told it has");
            await expert.Session.CompleteAsync(expert.Registration, work.Id, new { done = true }, cancellation);
        }
    }

    private async Task FillAsync(Agents agents, Expert[] equals, Expert limited, CancellationToken cancellation)
    {
        await limited.Session.RegisterExpertAsync("worker", [capability], new { max_concurrent = FewerOpen }, cancellation);
        var open = (await Task.WhenAll(equals.Select(expert => expert.Session.OpenWorkAsync(cancellation)))).Sum(work => work.Count);
        await DelegateAsync(agents, (equals.Length * MostOpen) + FewerOpen - open, cancellation);
        foreach (var expert in equals)
            steps.That((await expert.Session.OpenWorkAsync(cancellation)).Count == MostOpen, "every expert is filled up to its limit, none beyond");
        steps.That((await limited.Session.OpenWorkAsync(cancellation)).Count == FewerOpen, "an expert gets no more than it takes at once");
        await steps.RefusedAsync(
            () => agents.Sessions[0].DelegateAsync("read_file", new { }, $"capability:{capability}", cancellation: cancellation), "work when all are full", HttpStatusCode.Conflict);
        var states = await agents.Sessions[0].ExpertsAsync(capability, cancellation: cancellation);
        steps.That(states.Count == equals.Length + 1 && states.All(expert => expert.State == "busy"), "full experts are listed as busy");
    }

    /// <summary>What the askers were told, against the events.</summary>
    private async Task CompareAsync(BridgeSession admin, long since, CancellationToken cancellation)
    {
        var stored = new Dictionary<string, string>();
        await foreach (var one in admin.EventsAsync("delegation_created", cancellation))
        {
            if (one.Sequence > since && one.Data.TryGetProperty("capability", out var asked) && asked.GetString() == capability)
                steps.That(stored.TryAdd(one.AggregateId, one.Data.GetProperty("to_agent").GetString()!), "a piece of work is handed out once");
        }

        steps.That(stored.Count == given.Count, "there is an event for each piece of work, and no other");
        foreach (var (id, expert) in given)
            steps.That(stored.GetValueOrDefault(id) == expert, "the event names the expert that the asker was told");
    }

    private sealed record Expert(BridgeSession Session, ExpertRegistration Registration);
}
