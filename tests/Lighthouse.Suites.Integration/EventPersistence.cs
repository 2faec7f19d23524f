using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Integration;

/// <summary>What was acknowledged is there after a restart, unchanged.</summary>
public sealed class EventPersistence(Day day)
{
    private const string Gate = "event-persistence";
    private const int Writers = 10;

    [Fact, Gate(Gate, "event_persistence.lost", "event_persistence.altered")]
    public async Task Acknowledged_events_outlive_the_process()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var target = await day.StartOwnTargetAsync(cancellation);
        var stored = await StoreAsync(target.Url, day.Sizes(Gate).Count("events"), cancellation);
        await target.StopAsync();
        target.Launch();
        await target.WaitUntilHealthyAsync(cancellation);

        var found = await ReadAllAsync(target.Url, cancellation);
        var lost = stored.Count(one => !found.ContainsKey(one.Key));
        var altered = stored.Count(one => found.TryGetValue(one.Key, out var content) && content != one.Value);
        var measure = new Measure(Gate, $"{stored.Count} events stored over HTTP by {Writers} agents, the process stopped and started, every event read back and compared.");
        day.Evidence.Record(
            measure.Count("event_persistence.lost", lost, stored.Count),
            measure.Count("event_persistence.altered", altered, stored.Count));
    }

    private async Task<Dictionary<long, string>> StoreAsync(Uri url, int count, CancellationToken cancellation)
    {
        await using var agents = await Agents.ConnectAsync(url, day.Target.Credentials["admin"], cancellation);
        await agents.EnlistAsync("persist", Writers, cancellation);
        var stored = new Dictionary<long, string>();
        var gate = new Lock();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellation }, async (number, token) =>
        {
            var text = $"event {number} of {count}";
            var receipt = await agents.Sessions[number % Writers].StoreEventAsync(new EventDraft("persistence_probe", new { number, text }), token);
            lock (gate)
                stored.Add(receipt.Sequence, text);
        });
        return stored;
    }

    private async Task<Dictionary<long, string>> ReadAllAsync(Uri url, CancellationToken cancellation)
    {
        await using var agents = await Agents.ConnectAsync(url, day.Target.Credentials["admin"], cancellation);
        var found = new Dictionary<long, string>();
        await foreach (var one in agents.Admin.EventsAsync("persistence_probe", cancellation))
            found.Add(one.Sequence, one.Data.GetProperty("text").GetString()!);
        return found;
    }
}
