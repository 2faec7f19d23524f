using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Push.Frames;

namespace Lighthouse.Bridge.Push;

/// <summary>
/// The sending side of one WebSocket. While its reader keeps up it is live: each event is queued as it is announced. When the queue is full it
/// goes on reading from the store at its reader's speed until it has caught up. Nothing is lost or sent twice, and nobody waits for it.
/// </summary>
internal sealed class PushSocket : IDisposable
{
    private const int MostReplies = 16;
    private const int CatchUpPage = 32;
    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly PushParts _parts;
    private readonly Stream _output;
    private readonly Action _abort;
    private readonly Outbox _outbox;
    private readonly Subscription _subscription;
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Queue<PendingQuestion> _openQuestions = new();
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

    public PushSocket(Caller caller, Stream output, Action abort, PushParts parts)
    {
        Caller = caller;
        _output = output;
        _abort = abort;
        _parts = parts;
        _outbox = new(parts.Settings.QueuedEvents, parts.Settings.QueuedBytes);
        _subscription = new(caller);
        Ended = _ended.Token;
    }

    private enum Step
    {
        Idle,
        Send,
        CatchUp,
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
            _openQuestions = new(_parts.Elicitations.PendingFor(Caller.AgentId));
            _subscription.Begin(_reached, _openQuestions);
        }

        Kick();
    }

    /// <summary>Takes an announced event if the socket is live and wants it.</summary>
    public void Offer(Announcement announced)
    {
        lock (_gate)
        {
            if (!_isLive || _isClosing || announced.Sequence <= _reached) return;
            if (!TryQueue(announced))
            {
                _isLive = false;
                _parts.Figures.FellBehind();
                return;
            }

            _reached = announced.Sequence;
            if (!_outbox.HasPushes || !TryStart()) return;
        }

        _ = PumpAsync();
    }

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

    private void Kick()
    {
        lock (_gate)
            if (!TryStart()) return;
        _ = PumpAsync();
    }

    // Under the lock. Whoever gets true must pump.
    private bool TryStart() => !_isPumping && (_isPumping = true);

    private async Task PumpAsync()
    {
        try
        {
            while (true)
            {
                switch (Next(out var push))
                {
                    case Step.Idle:
                        return;
                    case Step.CatchUp:
                        await CatchUpAsync();
                        break;
                    default:
                        // Usually the transport takes the bytes at once, and this thread goes on to the next socket.
                        var sent = _output.WriteAsync(push.Frame, Ended);
                        if (!sent.IsCompletedSuccessfully) await sent;
                        Count(push);
                        break;
                }
            }
        }
        catch (Exception)
        {
            // The peer is gone, or the bridge stops: what was not sent is in the store.
            End();
        }
    }

    private Step Next(out Outgoing push)
    {
        lock (_gate)
        {
            push = default;
            if (_outbox.TryTakeReply(out var reply))
            {
                push = new(reply, false, null);
                return Step.Send;
            }

            _repliesSent?.TrySetResult();
            _repliesSent = null;
            if (_isClosing) _closed.TrySetResult();
            else if (TryNextPush(out push)) return Step.Send;
            else if (_pause is null && !_isLive) return Step.CatchUp;
            _isPumping = false;
            return Step.Idle;
        }
    }

    private bool TryNextPush(out Outgoing push)
    {
        if (_openQuestions.TryDequeue(out var question))
        {
            push = new(Announcement.Question(question, _reached), false, question.Id);
            return true;
        }

        if (!_outbox.TryPeekPush(out push) || (push.IsEvent && MustPause())) return false;
        _outbox.TakePush();
        return true;
    }

    // Events are spaced evenly, so that no second has more of them than the limit says.
    private bool MustPause()
    {
        if (_parts.Settings.EventsPerSecond == 0) return false;
        if (_pause is not null) return true;
        var now = _parts.Clock.UnixMilliseconds;
        if (now < _nextEventAt)
        {
            _pause = _parts.Deadlines.Watch(_nextEventAt, () => ThreadPool.UnsafeQueueUserWorkItem(static socket => socket.Resume(), this, preferLocal: false));
            return true;
        }

        _nextEventAt = now + (long)Math.Ceiling(1_000.0 / _parts.Settings.EventsPerSecond);
        return false;
    }

    private void Resume()
    {
        lock (_gate) _pause = null;
        Kick();
    }

    private async Task CatchUpAsync()
    {
        long from;
        int version;
        lock (_gate) (from, version) = (_reached, _version);
        var page = await _parts.Reader.NewsAsync(from, _subscription.MayWant, CatchUpPage, Ended);
        lock (_gate)
        {
            // Another subscription wants other events of the same range.
            if (version != _version) return;
            foreach (var stored in page.Events)
            {
                if (!TryQueue(_parts.Announcements.Of(stored))) return;
                _reached = stored.Sequence;
            }

            _reached = Math.Max(_reached, page.NextSequence);
            // An event that is announced from now on is offered after this lock is given back.
            _isLive = page.Events.Count == 0 && _parts.Reader.LastAnnounced <= _reached;
        }
    }

    private bool TryQueue(Announcement announced)
    {
        var question = _subscription.WantsQuestion(announced);
        var end = _subscription.WantsEnd(announced);
        var isEvent = _subscription.WantsEvent(announced);
        if (!question && !end && !isEvent) return true;
        var asked = announced.IsQuestion && announced.Audience.Addressee == Caller.AgentId ? announced.ElicitationId : null;
        Outgoing? told = question ? new(announced.QuestionFrame, false, asked) : end ? new(announced.EndFrame, false, null) : null;
        return _outbox.TryPush(told, isEvent ? new(announced.EventFrame, true, asked) : null);
    }

    private void Count(Outgoing push)
    {
        if (!push.IsEvent && push.Question is null) return;
        _parts.Figures.Pushed();
        if (push.Question is { } id) _parts.Elicitations.MarkDelivered(id);
    }
}
