using System.Diagnostics;
using Lighthouse.Bridge.Client;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;

namespace Lighthouse.Suites.Integration;

/// <summary>Events for everybody, pushed to many sockets: how long until each subscriber has each, whoever it is.</summary>
[Collection(AloneCollection.Name)]
public sealed class WebSocketFanout(Day day)
{
    private const string Gate = "websocket-fanout";
    private const int AtOnce = 16;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly string type = $"fanout_{Guid.NewGuid():N}";

    [Fact, Gate(Gate, "websocket_fanout.latency", "websocket_fanout.subscriber_mean", "websocket_fanout.missing")]
    public async Task Every_subscriber_has_an_event_soon()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(Gate);
        await using var agents = await Operators.ConnectAsync(day, cancellation);
        await agents.EnlistAsync("fanout", sizes.Count("subscribers") + 1, cancellation);
        var publisher = agents.Sessions[^1];
        using var handler = BridgeClient.CreateHandler();
        var model = OpenModel.ConstantRate(sizes.Rate("rate"), sizes.Duration("duration"));
        var intended = model.IntendedStarts().ToList();
        var subscribers = new Subscriber[agents.Sessions.Count - 1];
        await Parallel.ForAsync(0, subscribers.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (index, token) =>
            subscribers[index] = await Subscriber.OpenAsync(agents.Sessions[index], type, intended.Count, handler, token));
        try
        {
            var begun = Stopwatch.GetTimestamp();
            var load = await LoadRun.OpenAsync(
                model,
                async (iteration, token) =>
                {
                    await publisher.StoreEventAsync(new EventDraft(type, new { number = iteration.Number, shared = true }), token);
                    return IterationOutcome.Succeeded;
                },
                new LoadOptions { GracePeriod = Limit }, TimeProvider.System, cancellation);
            await Task.WhenAll(subscribers.Select(subscriber => subscriber.CompleteAsync(Limit, cancellation)));

            // From the intended start of each publication; the run begins a moment after this clock, which counts against the bridge.
            var latencies = subscribers.Select(subscriber => subscriber.Received.Index().Where(one => one.Item > 0)
                .Select(one => Stopwatch.GetElapsedTime(begun, one.Item) - intended[one.Index]).ToList()).ToList();
            var missing = subscribers.Sum(subscriber => subscriber.Received.Count(one => one == 0));
            var measure = new Measure(Gate, $"{subscribers.Length} agents with a socket each, {intended.Count} events for all of them at a constant rate (open model), {latencies.Sum(one => one.Count):#,##0} deliveries, each from the intended publication.");
            string[] doubts = [.. load.Doubts];
            day.Evidence.Record(
                measure.Durations("websocket_fanout.latency", latencies.SelectMany(one => one), doubts),
                measure.Durations("websocket_fanout.subscriber_mean", latencies.Where(one => one.Count > 0).Select(one => TimeSpan.FromTicks((long)one.Average(latency => latency.Ticks))), doubts),
                measure.Count("websocket_fanout.missing", missing, (long)subscribers.Length * intended.Count, doubts));
        }
        finally
        {
            await Parallel.ForEachAsync(subscribers.Where(subscriber => subscriber is not null), CancellationToken.None, (subscriber, _) => subscriber.DisposeAsync());
        }
    }

    /// <summary>Notes when each event came, on the thread that reads its socket.</summary>
    private sealed class Subscriber : IAsyncDisposable
    {
        private readonly BridgeSocket socket;
        private readonly TaskCompletionSource complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Task reading;
        private int left;

        private Subscriber(BridgeSocket socket, int events)
        {
            this.socket = socket;
            Received = new long[events];
            left = events;
            reading = Task.Run(ReadAsync);
        }

        /// <summary>When each event came, by its number; 0 for one that did not.</summary>
        public long[] Received { get; }

        public static async Task<Subscriber> OpenAsync(BridgeSession session, string type, int events, HttpMessageHandler handler, CancellationToken cancellation)
        {
            var socket = await session.OpenSocketAsync(new SocketOptions { Shared = handler }, cancellation);
            await socket.SubscribeAsync([type], cancellation: cancellation);
            return new Subscriber(socket, events);
        }

        public async Task CompleteAsync(TimeSpan limit, CancellationToken cancellation)
        {
            try
            {
                await complete.Task.WaitAsync(limit, cancellation);
            }
            catch (TimeoutException)
            {
                // What did not come is counted as missing.
            }
        }

        public async ValueTask DisposeAsync()
        {
            await socket.DisposeAsync();
            await reading;
        }

        private async Task ReadAsync()
        {
            await foreach (var message in socket.ReceiveAsync())
            {
                var now = Stopwatch.GetTimestamp();
                if (message is not PushedEvent { Event.Data: var data })
                    continue;
                ref var place = ref Received[data.GetProperty("number").GetInt32()];
                if (place == 0 && --left == 0)
                    complete.TrySetResult();
                place = now;
            }
        }
    }
}
