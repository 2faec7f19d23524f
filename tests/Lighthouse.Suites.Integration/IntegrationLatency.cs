using System.Collections.Concurrent;
using Lighthouse.Bridge.Client;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Recording;
using Lighthouse.Readiness.Evidence;

namespace Lighthouse.Suites.Integration;

/// <summary>The steps of the workflows at a fixed rate, each from when it should have begun until the other agent had what it was to have.</summary>
[Collection(AloneCollection.Name)]
public sealed class IntegrationLatency(Day day)
{
    private const string Gate = "integration-latency";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly object Schema = new { type = "object" };
    private readonly ConcurrentDictionary<string, int> steps = new();

    [Fact, Gate(Gate, "integration.latency", "integration.service_time", "integration.errors")]
    public async Task A_step_of_a_workflow_takes_less_than_its_limit()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(Gate);
        await using var agents = await Operators.ConnectAsync(day, cancellation);
        await agents.EnlistAsync("step", "expert_agent", sizes.Count("agents"), cancellation);
        var pairs = await PairAsync(agents, cancellation);
        try
        {
            var load = await LoadRun.OpenAsync(
                OpenModel.ConstantRate(sizes.Rate("rate"), sizes.Duration("duration")),
                (iteration, token) => StepAsync(pairs, iteration.Number, token),
                new LoadOptions { GracePeriod = Limit }, TimeProvider.System, cancellation);
            var measure = new Measure(Gate, $"{agents.Sessions.Count} agents in long polls, {load.Intended:#,##0} steps at a constant rate (open model), each from its intended start until its other party had it: {string.Join(", ", steps.OrderBy(one => one.Key).Select(one => $"{one.Value} {one.Key}"))}.");
            day.Evidence.Record(
                measure.Distribution("integration.latency", InMilliseconds(load.LatencyFromIntendedStart), load.Doubts),
                measure.Distribution("integration.service_time", InMilliseconds(load.ServiceTime), load.Doubts),
                measure.Proportion("integration.errors", load.Intended - load.Succeeded, load.Intended, load.Doubts));
        }
        finally
        {
            await Parallel.ForEachAsync(pairs, CancellationToken.None, (pair, _) => pair.DisposeAsync());
        }
    }

    private static IEnumerable<Bucket> InMilliseconds(LatencyHistogram histogram) =>
        histogram.Buckets.Select(bucket => new Bucket(bucket.UpperEdge.TotalMilliseconds, bucket.Count));

    private static async Task<Pair[]> PairAsync(Agents agents, CancellationToken cancellation)
    {
        var since = (await agents.Client.StatusAsync(cancellation)).LastSequence;
        var pairs = agents.Sessions.Chunk(2).Where(pair => pair.Length == 2).ToList();
        return await Task.WhenAll(pairs.Select(async pair =>
        {
            var registration = await pair[1].RegisterExpertAsync("worker", [pair[1].AgentId], cancellation: cancellation);
            var together = await pair[0].StartCollaborationAsync([pair[1].AgentId], cancellation: cancellation);
            return new Pair(pair[0], pair[1], registration, together.SessionId, Mailbox.ByPoll(pair[0], since), Mailbox.ByPoll(pair[1], since));
        }));
    }

    private async Task<IterationOutcome> StepAsync(Pair[] pairs, long number, CancellationToken cancellation)
    {
        // Every kind of step meets every pair, so that nobody asks more questions than an agent may.
        var pair = pairs[(int)(number / 4 % pairs.Length)];
        var (name, step) = (number % 4) switch
        {
            0 => ("questions answered", AskAsync(pair, number % 8 == 0, cancellation)),
            1 => ("messages heard", SendAsync(pair, cancellation)),
            2 => ("delegations done", DelegateAsync(pair, cancellation)),
            _ => ("values shared", ShareAsync(pair, number, cancellation)),
        };
        var isHeard = await step;
        steps.AddOrUpdate(name, 1, (_, count) => count + 1);
        return isHeard ? IterationOutcome.Succeeded : IterationOutcome.Failed($"{name}: not in time");
    }

    private static async Task<bool> AskAsync(Pair pair, bool turned, CancellationToken cancellation)
    {
        var (asker, target, askers, targets) = turned ? (pair.Second, pair.First, pair.Seconds, pair.Firsts) : (pair.First, pair.Second, pair.Firsts, pair.Seconds);
        var ticket = await asker.CreateElicitationAsync(target.AgentId, "Go on?", Schema, cancellation: cancellation);
        if (await targets.FindAsync("elicitation_created", ticket.ElicitationId, Limit, cancellation) is null)
            return false;
        var question = (await target.PendingAsync(cancellation)).Single(one => one.Id == ticket.ElicitationId);
        await target.RespondAsync(question, ResponseType.Accept, new { go = true }, cancellation);
        return await askers.FindAsync("elicitation_responded", ticket.ElicitationId, Limit, cancellation) is not null;
    }

    private static async Task<bool> SendAsync(Pair pair, CancellationToken cancellation)
    {
        var sent = await pair.First.StoreEventAsync(new EventDraft("step", new { to_agent = pair.Second.AgentId }), cancellation);
        return await pair.Seconds.FindAsync(one => one.Sequence == sent.Sequence, Limit, cancellation) is not null;
    }

    private static async Task<bool> DelegateAsync(Pair pair, CancellationToken cancellation)
    {
        var ticket = await pair.First.DelegateAsync("read_file", new { path = "a.cs" }, pair.Second.AgentId, cancellation: cancellation);
        if (await pair.Seconds.FindAsync("delegation_created", ticket.DelegationId, Limit, cancellation) is null)
            return false;
        await pair.Second.CompleteAsync(pair.Registration, ticket.DelegationId, new { lines = 1 }, cancellation);
        return await pair.Firsts.FindAsync("delegation_completed", ticket.DelegationId, Limit, cancellation) is not null;
    }

    private static async Task<bool> ShareAsync(Pair pair, long number, CancellationToken cancellation)
    {
        var version = await pair.First.ShareAsync(pair.Together, "step", new { number }, cancellation: cancellation);
        return await pair.Seconds.FindAsync(
            one => one.EventType == "collaboration_shared" && one.AggregateId == pair.Together && one.Data.GetProperty("version").GetInt64() == version, Limit, cancellation) is not null;
    }

    private sealed record Pair(BridgeSession First, BridgeSession Second, ExpertRegistration Registration, string Together, Mailbox Firsts, Mailbox Seconds) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Firsts.DisposeAsync();
            await Seconds.DisposeAsync();
        }
    }
}
