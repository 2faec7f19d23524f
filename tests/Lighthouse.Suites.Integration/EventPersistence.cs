using System.Diagnostics;
using Lighthouse.Bridge.Client;
using Lighthouse.Suites.Integration.Stores;

namespace Lighthouse.Suites.Integration;

/// <summary>What was acknowledged is there after a restart, unchanged.</summary>
public sealed class EventPersistence(Day day)
{
    private const string Gate = "event-persistence";
    // At least so many, and no more events of each than it may store at once.
    private const int Writers = 10, MostOfEach = 80;
    private static readonly TimeSpan LearnsWithin = TimeSpan.FromSeconds(5), Pause = TimeSpan.FromMilliseconds(50);
    private readonly List<string> stores = [];
    private long compared, lost, altered;

    [Fact, Gate(Gate, "event_persistence.lost", "event_persistence.altered")]
    public async Task Acknowledged_events_outlive_the_process()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await MeasuredStore.ForEachAsync(day, store => store is PostgresStore ? OnTwoInstancesAsync(store, cancellation) : OnOneAsync(store, cancellation));
        var measure = new Measure(Gate, $"{compared:#,##0} events stored over HTTP by agents of their own in {string.Join(" and ", stores)}, the process stopped and started, every event read back and compared.");
        day.Evidence.Record(
            measure.Count("event_persistence.lost", lost, compared),
            measure.Count("event_persistence.altered", altered, compared));
    }

    private async Task OnOneAsync(MeasuredStore store, CancellationToken cancellation)
    {
        await using var target = await store.StartAsync(cancellation);
        var written = await StoreAsync(target.Url, day.Sizes(Gate).Count("events"), cancellation);
        await target.StopAsync();
        target.Launch();
        await target.WaitUntilHealthyAsync(cancellation);
        Compare(store.Name, written, await ReadAllAsync(target.Url, cancellation));
    }

    /// <summary>Both instances write at once; each must show what the other acknowledged, and after both have ended one of them shows all.</summary>
    private async Task OnTwoInstancesAsync(MeasuredStore store, CancellationToken cancellation)
    {
        await using var first = await store.StartAsync(cancellation);
        await using var second = await store.StartAsync(cancellation);
        var half = day.Sizes(Gate).Count("events") / 2;
        var written = (await Task.WhenAll(StoreAsync(first.Url, half, cancellation), StoreAsync(second.Url, half, cancellation))).SelectMany(one => one).ToDictionary();
        foreach (var (name, instance) in new[] { ("one of two instances", first), ("the other", second) })
        {
            await KnowsAsync(instance.Url, written.Keys.Max(), cancellation);
            Compare(name, written, await ReadAllAsync(instance.Url, cancellation));
        }

        await second.StopAsync();
        await first.StopAsync();
        first.Launch();
        await first.WaitUntilHealthyAsync(cancellation);
        Compare($"{store.Name} after both had ended", written, await ReadAllAsync(first.Url, cancellation));
    }

    /// <summary>An instance has as long as it is promised to learn what another stored; what it has not learned then is lost to whoever asks it.</summary>
    private static async Task KnowsAsync(Uri url, long sequence, CancellationToken cancellation)
    {
        using var client = BridgeClient.Connect(url);
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < LearnsWithin; await Task.Delay(Pause, cancellation))
        {
            if ((await client.StatusAsync(cancellation)).LastSequence >= sequence)
                return;
        }
    }

    private void Compare(string where, Dictionary<long, string> written, Dictionary<long, string> found)
    {
        stores.Add(where);
        compared += written.Count;
        lost += written.Count(one => !found.ContainsKey(one.Key));
        altered += written.Count(one => found.TryGetValue(one.Key, out var content) && content != one.Value);
    }

    private async Task<Dictionary<long, string>> StoreAsync(Uri url, int count, CancellationToken cancellation)
    {
        await using var agents = await Agents.ConnectAsync(url, day.Target.Credentials["admin"], cancellation);
        await agents.EnlistAsync("persist", Math.Max(Writers, (count + MostOfEach - 1) / MostOfEach), cancellation);
        var stored = new Dictionary<long, string>();
        var gate = new Lock();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellation }, async (number, token) =>
        {
            var text = $"event {number} of {count}";
            var receipt = await agents.Sessions[number % agents.Sessions.Count].StoreEventAsync(new EventDraft("persistence_probe", new { number, text }), token);
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
