namespace Lighthouse.Bridge.Push;

/// <summary>A frame to be sent.</summary>
/// <param name="Frame">The bytes.</param>
/// <param name="IsEvent">Whether the limit of events per second counts it.</param>
/// <param name="Question">The elicitation that its target is shown by it; null for none.</param>
internal readonly record struct Outgoing(byte[] Frame, bool IsEvent, string? Question);

/// <summary>What waits for one reader: replies first, then pushes, bounded in number and bytes. Used under the socket's lock.</summary>
internal sealed class Outbox(int mostPushes, int mostBytes)
{
    private readonly Queue<byte[]> _replies = new();
    private readonly Queue<Outgoing> _pushes = new();
    private int _waiting;
    private long _bytes;

    /// <summary>Whether nothing waits. Asked for every socket of an event: it looks at the box alone, for what lies in it is cold.</summary>
    public bool IsEmpty => _waiting == 0;

    public int Replies => _replies.Count;

    /// <summary>Bytes of the pushes.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    public bool HasPushes => _pushes.Count > 0;

    public void Reply(byte[] frame)
    {
        _replies.Enqueue(frame);
        _waiting++;
    }

    public bool TryTakeReply(out byte[] frame)
    {
        if (!_replies.TryDequeue(out frame!)) return false;
        _waiting--;
        return true;
    }

    /// <summary>Adds one or two pushes, all or none. An empty box takes them at any size.</summary>
    public bool TryPush(Outgoing? first, Outgoing? second)
    {
        var count = (first is null ? 0 : 1) + (second is null ? 0 : 1);
        var bytes = (first?.Frame.Length ?? 0) + (second?.Frame.Length ?? 0);
        if (HasPushes && (_pushes.Count + count > mostPushes || _bytes + bytes > mostBytes)) return false;
        if (first is { } one) _pushes.Enqueue(one);
        if (second is { } other) _pushes.Enqueue(other);
        _waiting += count;
        _bytes += bytes;
        return true;
    }

    public bool TryPeekPush(out Outgoing push) => _pushes.TryPeek(out push);

    public void TakePush()
    {
        _bytes -= _pushes.Dequeue().Frame.Length;
        _waiting--;
    }

    public void DropPushes()
    {
        _pushes.Clear();
        _waiting = _replies.Count;
        _bytes = 0;
    }
}
