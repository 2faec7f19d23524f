using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Push.Frames;

namespace Lighthouse.Bridge.Push;

/// <summary>
/// The sending side of one WebSocket. While its reader keeps up it is live: each event is queued as it is announced. When the queue is full it
/// goes on reading from the store at its reader's speed until it has caught up. Nothing is lost or sent twice, and nobody waits for it.
/// </summary>
internal sealed partial class PushSocket : IDisposable
{
    private const int MostReplies = 16;
    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly PushParts _parts;
    private readonly SocketOutput _output;
    private readonly Action _abort;
    private readonly Outbox _outbox;
    private readonly Subscription _subscription;
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Queue<PendingQuestion>? _openQuestions;
    private TaskCompletionSource? _repliesSent;
    private IDisposable? _pause;
    private IDisposable? _closing;
    private bool _isPumping;
    private bool _isLive;
    private bool _isClosing;
    private bool _hasSubscribed;
    private long _reached;
    private long _nextEventAt;
    private int _version;

    public PushSocket(Caller caller, SocketOutput output, Action abort, PushParts parts)
    {
        Caller = caller;
        _output = output;
        _abort = abort;
        _parts = parts;
        _outbox = new(parts.Settings.QueuedEvents, parts.Settings.QueuedBytes);
        _subscription = new(caller, parts.Elicitations.HasEnded);
        Ended = _ended.Token;
    }

    public Caller Caller { get; }

    /// <summary>Nothing more can be sent or read.</summary>
    public CancellationToken Ended { get; }

    /// <summary>Completes when the closing frame is sent, or never will be.</summary>
    public Task Closed => _closed.Task;

    public long QueuedBytes => _outbox.Bytes;

    public bool IsClosing
    {
        get
        {
            lock (_gate) return _isClosing;
        }
    }

    /// <summary>Shows the open questions and begins to listen.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _reached = _parts.Reader.LastAnnounced;
            var open = new Queue<PendingQuestion>(_parts.Elicitations.PendingFor(Caller.AgentId));
            _subscription.Begin(_reached, open);
            if (open.Count > 0) _openQuestions = open;
        }

        Kick();
    }

    /// <summary>Reads what <see cref="Offer"/> and the sending will read, so that it is at hand then. What it gives says nothing.</summary>
    public int Look() => (_isLive ? 1 : 0) + (_gate.IsHeldByCurrentThread ? 1 : 0) + (_outbox.IsEmpty ? 1 : 0) + _subscription.Types.Count + Caller.AgentId.Length + _output.Look();

    /// <summary>Takes an announced event if the socket is live and wants it.</summary>
    public void Offer(Announcement announced)
    {
        Outgoing? atOnce;
        lock (_gate)
        {
            if (!_isLive || _isClosing || announced.Sequence <= _reached) return;
            if (!TryStartWith(announced, out atOnce) && !TryQueue(announced))
            {
                _isLive = false;
                _parts.Figures.FellBehind();
                return;
            }

            _reached = announced.Sequence;
            if (atOnce is null && (_outbox.IsEmpty || !TryStart())) return;
        }

        _ = PumpAsync(atOnce);
    }

    /// <summary>Takes notice of what the peer sent.</summary>
    public void Heard(Incoming message) => _output.Heard(message);

    /// <summary>Asks the peer for a sign of life.</summary>
    public Task PingAsync() => ReplyAsync(_output.NextPing());

    /// <summary>Sends a reply, ahead of what is pushed; waits while the peer does not read its replies.</summary>
    public async Task ReplyAsync(byte[] frame)
    {
        Task? sent = null;
        lock (_gate)
        {
            if (_isClosing) return;
            _outbox.Reply(frame);
            if (_outbox.Replies >= MostReplies) sent = (_repliesSent ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        Kick();
        if (sent is not null) await sent.WaitAsync(Ended);
    }

    /// <summary>Subscribes to more types.</summary>
    /// <param name="types">All types that are now wanted.</param>
    /// <param name="since">With the first subscription: go on after this sequence; null for now.</param>
    /// <returns>Everything newer than this sequence will be pushed.</returns>
    /// <exception cref="RefusalException">409 when a sequence is given with a later subscription.</exception>
    public long Subscribe(IReadOnlySet<string> types, long? since)
    {
        long from;
        lock (_gate)
        {
            if (since is not null && _hasSubscribed)
                throw new RefusalException(StatusCodes.Status409Conflict, "already_subscribed", "since_sequence goes with the first subscription of a connection only.");
            _hasSubscribed = true;
            _version++;
            _subscription.Replace(types);
            if (since is { } start)
            {
                _subscription.Rewind(_reached);
                _reached = start;
                _isLive = false;
            }

            from = _isLive ? _parts.Reader.LastAnnounced : _reached;
        }

        Kick();
        return from;
    }

    /// <summary>Keeps only these types.</summary>
    /// <returns>Up to where the former types counted.</returns>
    public long Unsubscribe(IReadOnlySet<string> types)
    {
        lock (_gate)
        {
            _version++;
            _subscription.Replace(types);
            return _isLive ? _parts.Reader.LastAnnounced : _reached;
        }
    }

    public IReadOnlySet<string> Types => _subscription.Types;

    /// <summary>Sends a closing frame and ends the socket when the peer has answered it, at the latest after two seconds.</summary>
    public void Close(CloseCode code, string reason)
    {
        lock (_gate)
        {
            if (_isClosing) return;
            _isClosing = true;
            _outbox.DropPushes();
            _outbox.Reply(Frame.Close(code, reason));
        }

        _closing = _parts.Deadlines.Watch(_parts.Clock.UnixMilliseconds + (long)ClosingTime.TotalMilliseconds, End);
        Kick();
    }

    /// <summary>Ends the socket at once.</summary>
    public void End()
    {
        _closed.TrySetResult();
        try
        {
            _ended.Cancel();
            _abort();
        }
        catch (ObjectDisposedException)
        {
            // It has ended in the meantime.
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosing = true;
            _outbox.DropPushes();
            _pause?.Dispose();
            _closing?.Dispose();
        }

        _closed.TrySetResult();
        _repliesSent?.TrySetResult();
        _ended.Dispose();
    }
}
