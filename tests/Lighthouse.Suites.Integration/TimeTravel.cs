using System.Net;
using System.Text.Json;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Integration;

/// <summary>Aggregates change, interleaved, and the suite writes down each change as it was acknowledged; then it asks for their states at moments of the past.</summary>
public sealed class TimeTravel(Day day)
{
    private const string Gate = "time-travel";
    private const int AtOnce = 8;
    // Times travel as doubles of unix seconds: exact to 0.24 us today. Moments are asked for only where there is room around them.
    private const long RoomNs = 20_000;
    private readonly string type = $"travel-{Guid.NewGuid():N}";
    private readonly Checklist steps = new();
    private int byTime;

    [Fact, Gate(Gate, "time_travel.wrong")]
    public async Task The_state_at_a_past_moment_is_the_one_that_was()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(Gate);
        await using var agents = await Operators.ConnectPatientlyAsync(day, cancellation);
        await agents.EnlistAsync("travel", sizes.Count("aggregates"), cancellation);
        var changes = await ChangeAsync(agents.Sessions, sizes.Count("events"), cancellation);
        var random = day.Random(Gate);
        var questions = Enumerable.Range(0, sizes.Count("questions")).Select(_ => (Aggregate: random.Next(changes.Count), Change: random.Next(changes[0].Count), How: random.Next(4))).ToList();
        await Parallel.ForEachAsync(questions, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (question, token) =>
            await AskAsync(agents.Sessions[question.Aggregate], changes[question.Aggregate], question.Change, question.How, token));

        string[] doubts = byTime > questions.Count / 20 ? [] : [$"only {byTime} questions could be asked by time: the changes lay too close together"];
        var measure = new Measure(Gate, steps.How($"{changes.Count} aggregates, {changes.Sum(one => one.Count)} interleaved changes, states asked for at random sequences, by time ({byTime}), before the first and now, against what the suite wrote down"));
        day.Evidence.Record(measure.Count("time_travel.wrong", steps.Wrong.Count, steps.Checked, doubts));
    }

    private async Task<List<List<Change>>> ChangeAsync(IReadOnlyList<BridgeSession> agents, int events, CancellationToken cancellation)
    {
        var changes = agents.Select(_ => new List<Change>()).ToList();
        await Rounds.SideBySideAsync(agents.Count, async (index, token) =>
        {
            for (var number = 0; number < events / agents.Count; number++)
            {
                var data = new Dictionary<string, object> { ["number"] = number, [$"part_{number % 5}"] = $"as of {number}" };
                var receipt = await agents[index].StoreEventAsync(new EventDraft("travelled", data) { AggregateType = type, AggregateId = agents[index].AgentId }, token);
                changes[index].Add(new Change(receipt.Sequence, receipt.EventId.TimestampNs, data));
            }
        }, cancellation);
        return changes;
    }

    private async Task AskAsync(BridgeSession agent, List<Change> changes, int change, int how, CancellationToken cancellation)
    {
        switch (how)
        {
            case 0:
                // One sequence less, and the change itself is not there yet.
                await CompareAsync(agent, changes[..change], changes[change].Sequence - 1, null, cancellation);
                break;
            case 1:
                await CompareAsync(agent, changes[..(change + 1)], changes[change].Sequence, null, cancellation);
                break;
            case 2 when change + 1 < changes.Count && changes[change + 1].TimestampNs - changes[change].TimestampNs > RoomNs:
                Interlocked.Increment(ref byTime);
                await CompareAsync(agent, changes[..(change + 1)], null, (changes[change].TimestampNs + changes[change + 1].TimestampNs) / 2 / 1e9, cancellation);
                break;
            default:
                await CompareAsync(agent, changes, null, null, cancellation);
                break;
        }
    }

    private async Task CompareAsync(BridgeSession agent, List<Change> made, long? sequence, double? time, CancellationToken cancellation)
    {
        var moment = sequence is not null ? $"sequence {sequence}" : time is not null ? $"time {time}" : "now";
        if (made.Count == 0)
        {
            await steps.RefusedAsync(() => agent.StateAsync(type, agent.AgentId, sequence, time, cancellation), $"{agent.AgentId} at {moment}, before it was", HttpStatusCode.NotFound);
            return;
        }

        var state = await agent.StateAsync(type, agent.AgentId, sequence, time, cancellation);
        var members = new Dictionary<string, object>();
        foreach (var (name, value) in made.SelectMany(change => change.Data))
            members[name] = value;
        var isRight = state.Version == made.Count && state.FirstSequence == made[0].Sequence && state.LastSequence == made[^1].Sequence
            && state.State.Count == members.Count
            && members.All(member => state.State.TryGetValue(member.Key, out var value) && JsonElement.DeepEquals(value, JsonSerializer.SerializeToElement(member.Value)));
        steps.That(isRight, $"{agent.AgentId} at {moment}: version {state.Version}, up to {state.LastSequence}, not {made.Count}, up to {made[^1].Sequence}");
    }

    private sealed record Change(long Sequence, long TimestampNs, IReadOnlyDictionary<string, object> Data);
}
