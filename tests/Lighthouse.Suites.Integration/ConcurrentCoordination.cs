using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Integration;

/// <summary>Groups of agents count together in a shared context, all at once, each step resting on the one before it.</summary>
public sealed class ConcurrentCoordination(Day day)
{
    private const string Gate = "concurrent-coordination";
    private const int GroupSize = 5;
    private const string Key = "count";
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(50);
    private long taken, lost, doubled;

    [Fact, Gate(Gate, "concurrent_coordination.lost", "concurrent_coordination.doubled")]
    public async Task Agents_coordinate_without_a_lost_or_doubled_step()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(Gate);
        await using var agents = await Operators.ConnectAsync(day, cancellation);
        await agents.EnlistAsync("together", sizes.Count("agents"), cancellation);
        await Task.WhenAll(agents.Sessions.Chunk(GroupSize).Select(group => CountAsync(group, sizes.Count("steps"), cancellation)));

        var measure = new Measure(Gate, $"{agents.Sessions.Count} agents at once in groups of {GroupSize}, {taken} acknowledged steps, each of which rests on the version before it; the context and the events that every participant reads are compared with what was acknowledged.");
        day.Evidence.Record(
            measure.Count("concurrent_coordination.lost", lost, taken),
            measure.Count("concurrent_coordination.doubled", doubled, taken));
    }

    private async Task CountAsync(BridgeSession[] group, int steps, CancellationToken cancellation)
    {
        var together = (await group[0].StartCollaborationAsync([.. group.Select(agent => agent.AgentId)], "count", cancellation: cancellation)).SessionId;
        var acknowledged = new ConcurrentBag<(string Agent, int Step, long Version)>();
        await Task.WhenAll(group.Select(async agent =>
        {
            for (var step = 0; step < steps; step++)
                acknowledged.Add((agent.AgentId, step, await StepAsync(agent, together, step, cancellation)));
        }));
        Interlocked.Add(ref taken, acknowledged.Count);

        var context = await group[^1].ContextAsync(together, cancellation);
        Interlocked.Add(ref lost, Math.Abs(acknowledged.Count - NumberIn(context)));
        Interlocked.Add(ref doubled, acknowledged.Count - acknowledged.DistinctBy(one => one.Version).Count());
        foreach (var agent in group)
        {
            var told = new List<(string Agent, int Step, long Version)>();
            await foreach (var one in agent.EventsAsync("collaboration_shared", cancellation))
            {
                if (one.AggregateId == together)
                    told.Add((one.SourceAgent, one.Data.GetProperty("value").GetProperty("step").GetInt32(), one.Data.GetProperty("version").GetInt64()));
            }

            Interlocked.Add(ref lost, acknowledged.Except(told).Count());
            Interlocked.Add(ref doubled, told.Count - told.Intersect(acknowledged).Count());
        }
    }

    private static async Task<long> StepAsync(BridgeSession agent, string together, int step, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                var context = await agent.ContextAsync(together, cancellation);
                return await agent.ShareAsync(together, Key, new { n = NumberIn(context) + 1, step }, context.Version, cancellation);
            }
            catch (BridgeException refusal) when (refusal.StatusCode == HttpStatusCode.Conflict)
            {
                // Another was faster: the step is tried again on what it left.
            }
            catch (BridgeException refusal) when (refusal.StatusCode == HttpStatusCode.TooManyRequests)
            {
                await Task.Delay(refusal.RetryAfter ?? ShortPause, cancellation);
            }
        }
    }

    private static int NumberIn(SharedContext context) =>
        context.Context.FirstOrDefault(one => one.Key == Key) is { Value: { ValueKind: JsonValueKind.Object } value } ? value.GetProperty("n").GetInt32() : 0;
}
