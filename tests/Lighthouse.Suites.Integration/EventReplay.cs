using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Suites.Integration.Stores;

namespace Lighthouse.Suites.Integration;

/// <summary>The history is replayed over the wire and by a restart: the first must be what is on the disk, the second must give the same state.</summary>
public sealed class EventReplay(Day day)
{
    private const string Gate = "event-replay";
    private const int Ranges = 5;
    private const int Writers = 10;
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(20);
    private readonly List<string> wrong = [];
    private readonly List<string> stores = [];
    private long missing, altered, compared, answers, differing;

    [Fact, Gate(Gate, "event_replay.missing", "event_replay.altered", "event_replay.state_differs")]
    public async Task Replaying_the_events_gives_the_same_state()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await MeasuredStore.ForEachAsync(day, store => ReplayAsync(store, cancellation));
        var measure = new Measure(Gate, $"{compared:#,##0} replayed events of {string.Join(" and ", stores)}, as a whole and in ranges, before and after a restart, compared with what is stored, which a separate reader read; {answers:#,##0} answers about the state compared before and after{(wrong.Count == 0 ? "" : $"; wrong: {string.Join("; ", wrong.Take(3))}")}.");
        day.Evidence.Record(
            measure.Count("event_replay.missing", missing, compared),
            measure.Count("event_replay.altered", altered, compared),
            measure.Count("event_replay.state_differs", differing, answers));
    }

    private async Task ReplayAsync(MeasuredStore store, CancellationToken cancellation)
    {
        var sizes = day.Sizes(Gate);
        await using var target = await store.StartAsync(cancellation);
        await using var agents = await Agents.ConnectPatientlyAsync(target.Url, day.Target.Credentials["admin"], cancellation);
        var deeds = new Deeds(agents);
        await deeds.CarryOutAsync(sizes.Count("rounds"), cancellation);
        await FillAsync(agents, sizes.Count("events"), cancellation);

        var before = await StateAnswers.AskAsync(agents.Admin, deeds, cancellation);
        await CompareAsync(agents.Admin, store.Read(target), cancellation);
        await target.StopAsync();
        target.Launch();
        await target.WaitUntilHealthyAsync(cancellation);
        var after = await StateAnswers.AskAsync(agents.Admin, deeds, cancellation);
        await CompareAsync(agents.Admin, store.Read(target), cancellation);

        var names = before.Keys.Union(after.Keys).ToList();
        var differs = names.Where(name => before.GetValueOrDefault(name) != after.GetValueOrDefault(name)).ToList();
        wrong.AddRange(differs.Select(name => $"{name}: before the restart '{before.GetValueOrDefault(name)}', after it '{after.GetValueOrDefault(name)}'"));
        stores.Add(store.Name);
        answers += names.Count;
        differing += differs.Count;
    }

    private static async Task FillAsync(Agents agents, int count, CancellationToken cancellation)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellation };
        var writers = agents.Sessions;
        // At the pace that each agent may send.
        await Parallel.ForAsync(0, (count + Writers - 1) / Writers, parallel, async (batch, token) =>
            await writers[batch % writers.Count].StoreEventsAsync(
                Enumerable.Range(0, Writers).Select(number => new EventDraft("replayed", new { batch, number, text = $"é € \"{number}\" \\ \u0001" })), token));
    }

    private async Task CompareAsync(BridgeSession admin, IReadOnlyList<StoredRecord> stored, CancellationToken cancellation)
    {
        await CompareAsync(admin, stored, 1, stored[^1].Sequence, cancellation);
        var random = day.Random(Gate);
        for (var range = 0; range < Ranges; range++)
        {
            var from = random.Next(1, stored.Count);
            await CompareAsync(admin, stored, from, random.Next(from, stored.Count), cancellation);
        }
    }

    private async Task CompareAsync(BridgeSession admin, IReadOnlyList<StoredRecord> stored, long from, long to, CancellationToken cancellation)
    {
        var replayed = await ReplayAsync(admin, new ReplayQuery(from, to), cancellation);
        var expected = stored.Where(record => record.Sequence >= from && record.Sequence <= to).ToList();
        compared += expected.Count;
        var bySequence = replayed.GroupBy(one => one.Sequence).ToDictionary(group => group.Key, group => group.First());
        // Twice, in another order or beyond the range is as wrong as not at all.
        var isInOrder = replayed.Zip(replayed.Skip(1)).All(pair => pair.First.Sequence < pair.Second.Sequence);
        missing += expected.Count(record => !bySequence.ContainsKey(record.Sequence)) + replayed.Count(one => one.Sequence < from || one.Sequence > to) + (isInOrder ? 0 : 1);
        foreach (var record in expected)
        {
            if (!bySequence.TryGetValue(record.Sequence, out var one))
                wrong.Add($"{record.Sequence} was left out of {from} to {to}");
            else if (!IsSame(one, record))
                altered++;
        }
    }

    private static async Task<List<BridgeEvent>> ReplayAsync(BridgeSession admin, ReplayQuery query, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                var replayed = new List<BridgeEvent>();
                await foreach (var one in admin.ReplayAsync(query, cancellation))
                    replayed.Add(one);
                return replayed;
            }
            catch (BridgeException refusal) when (refusal.Code == "too_many_replays")
            {
                // An agent has one replay at a time, and the last one gives its place back a moment after its last line.
                await Task.Delay(ShortPause, cancellation);
            }
        }
    }

    private static bool IsSame(BridgeEvent one, StoredRecord record) =>
        one.EventType == record.EventType && one.AggregateId == record.AggregateId && one.AggregateType == record.AggregateType
        && one.SourceAgent == record.SourceAgent && one.EventId.TimestampNs == record.TimestampNs && JsonElement.DeepEquals(one.Data, record.Data);
}
