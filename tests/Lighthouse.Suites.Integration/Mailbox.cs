using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Integration;

/// <summary>Everything that one agent hears, in order, by its long poll or by a socket.</summary>
internal sealed class Mailbox : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly List<BridgeEvent> heard = [];
    private readonly Func<ValueTask> close;
    private TaskCompletionSource changed = New();

    private Mailbox(Func<Mailbox, Func<ValueTask>> open) => close = open(this);

    /// <summary>What was heard so far.</summary>
    public IReadOnlyList<BridgeEvent> Heard
    {
        get
        {
            lock (gate)
                return [.. heard];
        }
    }

    public static Mailbox ByPoll(BridgeSession session, long since) => new(mailbox =>
        new Listener(session, since, one => Task.FromResult(mailbox.Take(one))).DisposeAsync);

    public static async Task<Mailbox> BySocketAsync(BridgeSession session, IEnumerable<string> types, long since, CancellationToken cancellation)
    {
        var socket = await session.OpenSocketAsync(cancellation: cancellation);
        await socket.SubscribeAsync(types, since, cancellation);
        return new Mailbox(mailbox =>
        {
            var reading = Task.Run(() => mailbox.ReadAsync(socket), CancellationToken.None);
            return async () =>
            {
                await socket.DisposeAsync();
                await reading;
            };
        });
    }

    /// <summary>The first event that is wanted; null when none comes within the limit.</summary>
    public async Task<BridgeEvent?> FindAsync(Func<BridgeEvent, bool> wanted, TimeSpan limit, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        over.CancelAfter(limit);
        try
        {
            for (var looked = 0; ;)
            {
                Task more;
                lock (gate)
                {
                    for (; looked < heard.Count; looked++)
                        if (wanted(heard[looked]))
                            return heard[looked];
                    more = changed.Task;
                }

                await more.WaitAsync(over.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>The event of a type about one thing; null when it does not come within the limit.</summary>
    public Task<BridgeEvent?> FindAsync(string type, string aggregateId, TimeSpan limit, CancellationToken cancellation) =>
        FindAsync(one => one.EventType == type && one.AggregateId == aggregateId, limit, cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => close();

    private async Task ReadAsync(BridgeSocket socket)
    {
        await foreach (var message in socket.ReceiveAsync())
            if (message is PushedEvent { Event: var one })
                Take(one);
    }

    private bool Take(BridgeEvent one)
    {
        TaskCompletionSource told;
        lock (gate)
        {
            heard.Add(one);
            (told, changed) = (changed, New());
        }

        return told.TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
