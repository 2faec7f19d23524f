using System.Diagnostics;
using Lighthouse.Bridge.Client;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Results;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Suites.Performance;

/// <summary>The event store over the wire: single appends, batches, pages of a thousand, and a replay.</summary>
public sealed class EventStore(Day day, AgentPool pool)
{
    private const string Gate = "event-store";
    private const int Batch = 1000;
    private const int Page = 1000;
    private const int Loaders = 4;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    [Fact, Gate(Gate, "event_store.append", "event_store.service_time", "event_store.rate", "event_store.query", "event_store.replay", "event_store.missing")]
    public async Task It_appends_queries_and_replays_within_its_limits()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(Gate);
        var writers = await pool.SessionsAsync(day, sizes.Count("writers"), cancellation);
        await using var loaders = await Agents.ConnectAsync(day.Target.Url, day.Target.Credentials["admin"], cancellation);
        await loaders.EnlistAsync("store", "system_agent", Loaders, cancellation);

        // Of the first appends both sides compile what they run, which keeps two processors busy for seconds; the store is not judged by that.
        await AppendAsync(writers, sizes.Rate("rate"), WarmUp, cancellation);
        var append = await AppendAsync(writers, sizes.Rate("rate"), sizes.Duration("duration"), cancellation);
        var filled = await FillAsync(loaders.Sessions, sizes.Count("events"), cancellation);
        var query = await QueryAsync(loaders.Sessions, filled, sizes.Count("queries"), cancellation);
        var (replay, missing) = await ReplayAsync(loaders.Sessions[0], filled, cancellation);

        Measure Measured(string how) => new(Gate, how);
        day.Evidence.Record(
            Measured($"{append.Intended:#,##0} events appended one a request at a constant rate after {WarmUp.TotalSeconds:0} s to warm up, each from its intended start until it was acknowledged; those that failed count with the time it took.")
                .Distribution("event_store.append", append.LatencyFromIntendedStart.InMilliseconds(), Doubts(append)),
            Measured("The same appends, each from its actual start.").Distribution("event_store.service_time", append.ServiceTime.InMilliseconds(), Doubts(append)),
            Measured($"{filled.Events:#,##0} events in batches of {Batch:#,##0} by {Loaders} agents, acknowledged in {filled.Took.TotalSeconds:0.00} s.")
                .Scalar("event_store.rate", new Quantity(filled.Events / filled.Took.TotalSeconds, Unit.PerSecond), filled.Events, filled.Doubts),
            Measured($"{query.Intended:#,##0} pages of {Page:#,##0} events from random places, two at a time, each page read to its end.")
                .Distribution("event_store.query", query.LatencyFromIntendedStart.InMilliseconds(), Doubts(query)),
            Measured($"{filled.Range:#,##0} events replayed over the wire by one reader, every event read.").Durations("event_store.replay", [replay]),
            Measured("Events of the replayed range that did not come, or not in their order.").Count("event_store.missing", missing, filled.Range));
    }

    // An append or a query that fails is no fast answer.
    private static string[] Doubts(LoadResult run) =>
        [.. run.Doubts, .. run.Succeeded < run.Intended ? [$"LHS5201: {run.Intended - run.Succeeded} of {run.Intended} failed ({string.Join(", ", run.FailedByKind.Keys)})."] : Array.Empty<string>()];

    private static Task<LoadResult> AppendAsync(IReadOnlyList<BridgeSession> writers, double rate, TimeSpan duration, CancellationToken cancellation) => LoadRun.OpenAsync(
        OpenModel.ConstantRate(rate, duration),
        async (iteration, token) =>
        {
            await writers[(int)(iteration.Number % writers.Count)].StoreEventAsync(new EventDraft("stored", new { iteration.Number }), token);
            return IterationOutcome.Succeeded;
        },
        new LoadOptions(), TimeProvider.System, cancellation);

    private static async Task<Filled> FillAsync(IReadOnlyList<BridgeSession> loaders, int events, CancellationToken cancellation)
    {
        long first = long.MaxValue, last = 0, stored = 0;
        var drafts = Enumerable.Range(0, Batch).Select(number => new EventDraft("filled", new { number, text = "An event of a usual size, with a sentence in it." })).ToList();
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(loaders.Select((loader, index) => FillOneAsync(loader, (events / Batch / loaders.Count) + (index < events / Batch % loaders.Count ? 1 : 0))));
        return new Filled(first, last, stored, Stopwatch.GetElapsedTime(begun), stored == events ? [] : [$"LHS5202: {stored} of {events} events were acknowledged."]);

        async Task FillOneAsync(BridgeSession loader, int batches)
        {
            for (var batch = 0; batch < batches; batch++)
            {
                var receipt = await loader.StoreEventsAsync(drafts, cancellation);
                lock (drafts)
                    (first, last, stored) = (Math.Min(first, receipt.FirstSequence), Math.Max(last, receipt.LastSequence), stored + receipt.Count);
            }
        }
    }

    private async Task<LoadResult> QueryAsync(IReadOnlyList<BridgeSession> readers, Filled filled, int queries, CancellationToken cancellation)
    {
        const int Readers = 2;
        var random = day.Random("event-store");
        var places = Enumerable.Range(0, queries).Select(_ => random.NextInt64(filled.First, filled.Last - Page)).ToList();
        return await LoadRun.ClosedAsync(
            ClosedModel.Agents(Readers, queries / Readers, Limit),
            async (iteration, token) =>
            {
                // By turns: one agent may not ask so often within a minute.
                var query = (int)((iteration.Number * Readers) + iteration.Agent);
                var (reader, after) = (readers[query % readers.Count], places[query]);
                using var reply = await reader.SendAsync(reader.Prepare(HttpMethod.Get, $"/event/query?limit={Page}&after_sequence={after}"), token);
                var body = await reply.Content.ReadAsByteArrayAsync(token);
                return reply.IsSuccessStatusCode && body.AsSpan().IndexOf("\"count\":1000"u8) >= 0
                    ? IterationOutcome.Succeeded
                    : IterationOutcome.Failed($"status {(int)reply.StatusCode}, no full page");
            },
            new LoadOptions(), TimeProvider.System, cancellation);
    }

    private static async Task<(TimeSpan Took, long Missing)> ReplayAsync(BridgeSession reader, Filled filled, CancellationToken cancellation)
    {
        var begun = Stopwatch.GetTimestamp();
        var (next, good) = (filled.First, 0L);
        await foreach (var one in reader.ReplayAsync(new ReplayQuery(filled.First, filled.Last), cancellation))
        {
            good += one.Sequence == next ? 1 : 0;
            next = one.Sequence + 1;
        }

        return (Stopwatch.GetElapsedTime(begun), filled.Range - good);
    }

    private sealed record Filled(long First, long Last, long Events, TimeSpan Took, string[] Doubts)
    {
        public long Range => Last - First + 1;
    }
}
