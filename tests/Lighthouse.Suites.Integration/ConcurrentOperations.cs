using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Integration;

/// <summary>A thousand operations begin at the same moment; what was acknowledged must be on the disk, once.</summary>
[Collection(AloneCollection.Name)]
public sealed class ConcurrentOperations(Day day)
{
    private const string Gate = "concurrent-operations";
    // Half of what an expert takes at once.
    private const int WorkEach = 5;
    private static readonly object Schema = new { type = "object" };
    private readonly ConcurrentDictionary<string, int> refusals = new();
    private readonly ConcurrentBag<string> acknowledged = [];

    [Fact, Gate(Gate, "concurrent_operations.succeeded", "concurrent_operations.lost", "concurrent_operations.duplicated")]
    public async Task Operations_at_once_succeed_and_none_is_lost_or_doubled()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(Gate);
        var (operations, count) = (sizes.Count("operations"), sizes.Count("agents"));
        await using var target = await day.StartOwnTargetAsync(cancellation);
        await using var agents = await Agents.ConnectAsync(target.Url, day.Target.Credentials["admin"], cancellation);
        await agents.EnlistAsync("crowd", count, cancellation);
        await agents.EnlistAsync("crowd-expert", "expert_agent", Math.Max(2, operations / 10 / WorkEach), cancellation);
        var (crowd, experts) = (agents.Sessions.Take(count).ToList(), agents.Sessions.Skip(count).ToList());
        await Parallel.ForEachAsync(experts, cancellation, async (expert, token) => await expert.RegisterExpertAsync("worker", ["crowd"], cancellation: token));
        var together = (await crowd[0].StartCollaborationAsync([crowd[1].AgentId], cancellation: cancellation)).SessionId;

        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = Enumerable.Range(0, operations).Select(number => OperateAsync(crowd, together, number, start.Task, cancellation)).ToList();
        start.SetResult();
        await Task.WhenAll(all);
        var stored = StoreReader.Read(target.DataFolder, day.Target.Credentials["store"]).Select(KeyOf).OfType<string>().CountBy(key => key).ToDictionary();

        var lost = acknowledged.Where(key => !stored.ContainsKey(key)).ToList();
        var duplicated = stored.Where(one => one.Value > 1).ToList();
        var refused = refusals.IsEmpty ? "" : $"; refused: {string.Join(", ", refusals.Select(one => $"{one.Value} by {one.Key}"))}";
        var named = lost.Select(key => $"lost {key}").Concat(duplicated.Select(one => $"{one.Value} times {one.Key}")).Take(5).ToList();
        var measure = new Measure(Gate, $"{operations:#,##0} operations (events, questions, delegations, shared values) of {count} agents begun at once over HTTP, against the records that a separate reader found in the files{refused}{(named.Count == 0 ? "" : $"; {string.Join(", ", named)}")}.");
        day.Evidence.Record(
            measure.Proportion("concurrent_operations.succeeded", acknowledged.Count, operations),
            measure.Count("concurrent_operations.lost", lost.Count, acknowledged.Count),
            measure.Count("concurrent_operations.duplicated", duplicated.Sum(one => one.Value - 1), stored.Count));
    }

    private async Task OperateAsync(List<BridgeSession> crowd, string together, int number, Task start, CancellationToken cancellation)
    {
        var agent = crowd[number % crowd.Count];
        var next = crowd[(number + 1) % crowd.Count];
        var key = number.ToString(CultureInfo.InvariantCulture);
        await start;
        try
        {
            // Ten of each agent: two questions are within what an agent may ask at once.
            await ((number / crowd.Count % 10) switch
            {
                0 or 1 => (Task)agent.CreateElicitationAsync(next.AgentId, key, Schema, cancellation: cancellation),
                2 => agent.DelegateAsync("read_file", new { operation = key }, "capability:crowd", cancellation: cancellation),
                3 => crowd[number % 2].ShareAsync(together, $"value-{number % 20}", new { operation = key }, cancellation: cancellation),
                _ => agent.StoreEventAsync(new EventDraft("crowd", new { operation = key, to_agent = next.AgentId }), cancellation),
            });
            acknowledged.Add(key);
        }
        catch (Exception refusal) when (refusal is BridgeException or HttpRequestException or TimeoutException)
        {
            refusals.AddOrUpdate(refusal is BridgeException { StatusCode: var status, Code: var code } ? $"{(int)status} {code}" : refusal.GetType().Name, 1, (_, count) => count + 1);
        }
    }

    /// <summary>The operation that a record is of; null when it is of none.</summary>
    private static string? KeyOf(StoredRecord record) => record.EventType switch
    {
        "crowd" => Text(record.Data, "operation"),
        "elicitation_created" => Text(record.Data, "message"),
        "delegation_created" => Text(record.Data.GetProperty("tool_input"), "operation"),
        "collaboration_shared" => Text(record.Data.GetProperty("value"), "operation"),
        _ => null,
    };

    private static string? Text(JsonElement data, string name) => data.GetProperty(name).GetString();
}
