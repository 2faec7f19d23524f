using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Lighthouse.Bridge.Client;

/// <summary>
/// A WebSocket of an agent's session: subscribes, publishes, and receives pushes. Commands may be given from any thread. After a loss of
/// connection open another one and subscribe with the <see cref="LastSequence"/> that was seen: nothing is missed.
/// </summary>
public sealed class BridgeSocket : IAsyncDisposable
{
    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(5);
    private readonly ClientWebSocket _socket;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> _asked = new(StringComparer.Ordinal);
    private readonly Channel<PushMessage> _pushed;
    private readonly CancellationTokenSource _disposed = new();
    private readonly Task _receiving;
    private long _references;
    private long _lastSequence;

    private BridgeSocket(ClientWebSocket socket, SocketOptions options)
    {
        _socket = socket;
        _pushed = Channel.CreateBounded<PushMessage>(
            new BoundedChannelOptions(options.ReadAhead) { SingleWriter = true, AllowSynchronousContinuations = options.GivesOutInline });
        _receiving = Task.Run(ReceiveAllAsync);
    }

    /// <summary>Sequence of the newest event that <see cref="ReceiveAsync"/> gave out; 0 before the first.</summary>
    public long LastSequence => Volatile.Read(ref _lastSequence);

    /// <summary>Why the bridge closed the socket; null while it is open, and when it was broken off.</summary>
    public int? CloseCode => (int?)_socket.CloseStatus;

    /// <summary>The bridge's explanation. It comes from outside: escape it where it is printed.</summary>
    public string? CloseReason => _socket.CloseStatusDescription;

    /// <summary>Everything that is pushed, in order; ends when the socket does.</summary>
    public async IAsyncEnumerable<PushMessage> ReceiveAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var message in _pushed.Reader.ReadAllAsync(cancellation))
        {
            if (message is PushedEvent { Event.Sequence: var sequence }) Volatile.Write(ref _lastSequence, sequence);
            yield return message;
        }
    }

    /// <summary>Subscribes to more types of events.</summary>
    /// <param name="eventTypes">The types; <c>*</c> for all.</param>
    /// <param name="sinceSequence">With the first subscription: begin after this sequence. Default: now.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Everything newer than this sequence will be pushed.</returns>
    /// <exception cref="BridgeException">The bridge refuses it.</exception>
    public async Task<long> SubscribeAsync(IEnumerable<string> eventTypes, long? sinceSequence = null, CancellationToken cancellation = default)
    {
        var message = Types("subscribe", eventTypes);
        if (sinceSequence is { } since) message["since_sequence"] = since;
        return (await AskAsync(message, cancellation)).GetProperty("sequence").GetInt64();
    }

    /// <summary>Ends the subscription to types of events.</summary>
    /// <exception cref="BridgeException">The bridge refuses it.</exception>
    public Task UnsubscribeAsync(IEnumerable<string> eventTypes, CancellationToken cancellation = default) =>
        AskAsync(Types("unsubscribe", eventTypes), cancellation);

    /// <summary>Stores an event; completes when it is on stable storage.</summary>
    /// <exception cref="BridgeException">The bridge refuses it.</exception>
    public async Task<EventReceipt> PublishAsync(EventDraft draft, CancellationToken cancellation = default)
    {
        var body = new StoreEventRequest(
            draft.EventType, draft.AggregateId, draft.AggregateType, draft.AgentId, WireJson.Element(draft.Data), WireJson.Element(draft.Metadata));
        var message = (JsonObject)JsonSerializer.SerializeToNode(body, WireJson.Options)!;
        message["type"] = "publish";
        var ack = await AskAsync(message, cancellation);
        return new(ack.GetProperty("event_id").Deserialize<EventId>(WireJson.Options)!, "stored", ack.GetProperty("sequence").GetInt64());
    }

    /// <summary>Asks for a sign of life. It also counts as use of the session.</summary>
    public Task PingAsync(CancellationToken cancellation = default) => AskAsync(new JsonObject { ["type"] = "ping" }, cancellation);

    /// <summary>Sends a text as it is, for tests of the bridge.</summary>
    public Task SendTextAsync(ReadOnlyMemory<byte> text, CancellationToken cancellation = default) =>
        SendAsync(text, WebSocketMessageType.Text, cancellation);

    /// <summary>Closes the socket.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            using var bound = new CancellationTokenSource(ClosingTime);
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, bound.Token);
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It is broken, which is as good as closed.
        }

        await _disposed.CancelAsync();
        await _receiving;
        _socket.Dispose();
        _sending.Dispose();
        _disposed.Dispose();
    }

    internal static async Task<BridgeSocket> OpenAsync(Uri bridge, BridgeSession session, SocketOptions options, CancellationToken cancellation)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        if (session.UserAgent.Length > 0) socket.Options.SetRequestHeader("User-Agent", session.UserAgent);
        if (options.Origin is { } origin) socket.Options.SetRequestHeader("Origin", origin);
        if (options.TokenAsProtocol)
        {
            socket.Options.AddSubProtocol("lighthouse.v1");
            socket.Options.AddSubProtocol("lighthouse.bearer." + System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(session.Token)));
        }
        else
        {
            socket.Options.SetRequestHeader("Authorization", "Bearer " + session.Token);
        }

        var address = new UriBuilder(bridge) { Scheme = bridge.Scheme == Uri.UriSchemeHttps ? "wss" : "ws", Path = options.Path ?? "/ws/" + Uri.EscapeDataString(session.AgentId) };
        using var own = options.Shared is null ? null : new HttpMessageInvoker(options.Shared, disposeHandler: false);
        try
        {
            await socket.ConnectAsync(address.Uri, own, cancellation);
        }
        catch (WebSocketException problem) when ((int)socket.HttpStatusCode >= 400)
        {
            var status = socket.HttpStatusCode;
            socket.Dispose();
            throw new BridgeException(status, "socket_refused", problem.Message);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        return new(socket, options);
    }

    private static JsonObject Types(string type, IEnumerable<string> eventTypes) =>
        new() { ["type"] = type, ["event_types"] = new JsonArray([.. eventTypes.Select(t => (JsonNode)t)]) };

    private async Task<JsonElement> AskAsync(JsonObject message, CancellationToken cancellation)
    {
        var reference = Interlocked.Increment(ref _references).ToString(CultureInfo.InvariantCulture);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[reference] = answer;
        message["ref"] = reference;
        try
        {
            await SendAsync(JsonSerializer.SerializeToUtf8Bytes(message, WireJson.Options), WebSocketMessageType.Text, cancellation);
            // The receiver may have ended before the question was there to be failed.
            if (_receiving.IsCompleted) answer.TrySetException(Broken());
            return await answer.Task.WaitAsync(cancellation);
        }
        finally
        {
            _asked.TryRemove(reference, out _);
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> text, WebSocketMessageType type, CancellationToken cancellation)
    {
        await _sending.WaitAsync(cancellation);
        try
        {
            await _socket.SendAsync(text, type, endOfMessage: true, cancellation);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReceiveAllAsync()
    {
        using var text = new MemoryStream();
        var buffer = new byte[4_096];
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer.AsMemory(), _disposed.Token);
                if (part.MessageType == WebSocketMessageType.Close) break;
                text.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage) continue;
                await TakeAsync(JsonElement.Parse(text.GetBuffer().AsSpan(0, (int)text.Length)));
                text.SetLength(0);
            }

            if (_socket.State == WebSocketState.CloseReceived) await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _disposed.Token);
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException or JsonException or ObjectDisposedException)
        {
            // Broken off; those who wait are told so below.
        }

        _pushed.Writer.TryComplete();
        foreach (var asked in _asked.Values) asked.TrySetException(Broken());
    }

    private ValueTask TakeAsync(JsonElement message) =>
        PushReader.Read(message) is { } pushed ? _pushed.Writer.WriteAsync(pushed, _disposed.Token) : Answer(message);

    private ValueTask Answer(JsonElement message)
    {
        if (!message.TryGetProperty("ref", out var reference) || !_asked.TryGetValue(reference.GetString()!, out var asked)) return ValueTask.CompletedTask;
        if (message.GetProperty("type").GetString() == "error") asked.TrySetException(Refusal(message));
        else asked.TrySetResult(message);
        return ValueTask.CompletedTask;
    }

    private static BridgeException Refusal(JsonElement error)
    {
        TimeSpan? retryAfter = error.TryGetProperty("retry_after_seconds", out var seconds) ? TimeSpan.FromSeconds(seconds.GetDouble()) : null;
        return new((System.Net.HttpStatusCode)error.GetProperty("status").GetInt32(), error.GetProperty("code").GetString()!, error.GetProperty("message").GetString()!, retryAfter);
    }

    private WebSocketException Broken() => new(WebSocketError.ConnectionClosedPrematurely, $"The socket was closed ({CloseCode?.ToString(CultureInfo.InvariantCulture) ?? "without a code"}).");
}
