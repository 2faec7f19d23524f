using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Push;

/// <summary>Receives pushes, each within a generous bound.</summary>
internal static class Pushed
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    public static async Task<List<PushMessage>> NextAsync(this BridgeSocket socket, int count)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(RunningBridge.Cancellation);
        bound.CancelAfter(Bound);
        var received = new List<PushMessage>();
        await foreach (var message in socket.ReceiveAsync(bound.Token))
        {
            received.Add(message);
            if (received.Count == count) break;
        }

        Assert.Equal(count, received.Count);
        return received;
    }

    public static async Task<List<long>> NextEventsAsync(this BridgeSocket socket, int count) =>
        [.. (await socket.NextAsync(count)).Select(m => Assert.IsType<PushedEvent>(m).Event.Sequence)];

    public static async Task<T> NextAsync<T>(this BridgeSocket socket) where T : PushMessage => Assert.IsType<T>((await socket.NextAsync(1)).Single());

    /// <summary>Everything until the socket is closed; the closing code.</summary>
    public static async Task<int?> ClosedWithAsync(this BridgeSocket socket)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(RunningBridge.Cancellation);
        bound.CancelAfter(Bound);
        await foreach (var message in socket.ReceiveAsync(bound.Token)) _ = message;
        return socket.CloseCode;
    }

    public static Task<EventReceipt> NoteAsync(this BridgeSession author, string toAgent, string type = "note") =>
        author.StoreEventAsync(new EventDraft(type, new { to_agent = toAgent }), RunningBridge.Cancellation);

    public static Task<EventReceipt> ShareAsync(this BridgeSession author, string type = "news", string text = "") =>
        author.StoreEventAsync(new EventDraft(type, new { shared = true, text }), RunningBridge.Cancellation);

    public static Task<BridgeSocket> SocketAsync(this BridgeSession session, SocketOptions? options = null) =>
        session.OpenSocketAsync(options, RunningBridge.Cancellation);
}
