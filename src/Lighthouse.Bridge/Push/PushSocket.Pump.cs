namespace Lighthouse.Bridge.Push;

/// <content>The pump: one at a time for a socket, it sends what waits, and reads on from the store when the socket fell behind.</content>
internal sealed partial class PushSocket
{
    private const int CatchUpPage = 32;

    private enum Step
    {
        Idle,
        Send,
        CatchUp,
    }

    private void Kick()
    {
        lock (_gate)
            if (!TryStart()) return;
        _ = PumpAsync(first: null);
    }

    // Under the lock. Whoever gets true must pump.
    private bool TryStart() => !_isPumping && (_isPumping = true);

    // Under the lock. Usually an event is all that a socket wants of what is announced, and nothing waits before it: then it need not go through
    // the outbox, and whoever gets true must pump, with it first.
    private bool TryStartWith(Announcement announced, out Outgoing? first)
    {
        first = null;
        if (_isPumping || !IsQuiet || announced.IsQuestion || announced.IsEnd || _parts.Settings.EventsPerSecond > 0 || !_subscription.WantsEvent(announced))
            return false;
        first = new(announced.EventFrame, true, null);
        return TryStart();
    }

    // Nothing waits, and there is nothing to catch up with.
    private bool IsQuiet => _isLive && !_isClosing && _outbox.IsEmpty && _openQuestions is null && _repliesSent is null;

    private async Task PumpAsync(Outgoing? first)
    {
        try
        {
            if (first is { } begun) await SendAsync(begun);
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
                        await SendAsync(push);
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

    // Usually the transport takes the bytes at once, and this thread goes on to the next socket.
    private ValueTask SendAsync(Outgoing push)
    {
        var sent = _output.WriteAsync(push.Frame, Ended);
        if (!sent.IsCompletedSuccessfully) return CountedAsync(sent, push);
        Count(push);
        return default;
    }

    private async ValueTask CountedAsync(ValueTask sent, Outgoing push)
    {
        await sent;
        Count(push);
    }

    private Step Next(out Outgoing push)
    {
        lock (_gate)
        {
            push = default;
            if (IsQuiet)
            {
                _isPumping = false;
                return Step.Idle;
            }

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
        if (_openQuestions is { } questions)
        {
            if (questions.Count == 1) _openQuestions = null;
            var question = questions.Dequeue();
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
        var isQueued = TryQueueWhatIsWanted(announced);
        if (isQueued) _subscription.Done(announced);
        return isQueued;
    }

    private bool TryQueueWhatIsWanted(Announcement announced)
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
