using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Push.Frames;

namespace Lighthouse.Bridge.Push;

/// <summary>Watches over one socket: asks the peer for signs of life, and closes when it gives none or its session ends.</summary>
internal sealed class SocketWatch(PushSocket socket, ISessions sessions, PushParts parts) : IDisposable
{
    private readonly Lock _gate = new();
    private long _heardAt = parts.Clock.UnixMilliseconds;
    private IDisposable? _life;
    private IDisposable? _session;
    private bool _isOver;

    private long Span => parts.Settings.PingSeconds * 1_000L;

    /// <summary>The peer was heard of.</summary>
    public void Heard() => Volatile.Write(ref _heardAt, parts.Clock.UnixMilliseconds);

    public void Begin()
    {
        Watch(ref _life, parts.Clock.UnixMilliseconds + Span, CheckLife);
        CheckSession();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            _life?.Dispose();
            _session?.Dispose();
        }
    }

    private void CheckLife()
    {
        var now = parts.Clock.UnixMilliseconds;
        if (now - Volatile.Read(ref _heardAt) >= 2 * Span)
        {
            socket.End();
            return;
        }

        _ = PingAsync();
        Watch(ref _life, now + Span, CheckLife);
    }

    private void CheckSession()
    {
        var end = sessions.EndOf(socket.Caller.SessionId);
        if (end is { } at && at > parts.Clock.UnixMilliseconds) Watch(ref _session, at, CheckSession);
        else socket.Close(CloseCode.SessionEnded, "The session has ended.");
    }

    private void Watch(ref IDisposable? watch, long at, Action passed)
    {
        lock (_gate)
            if (!_isOver) watch = parts.Deadlines.Watch(at, passed);
    }

    private async Task PingAsync()
    {
        try
        {
            await socket.PingAsync();
        }
        catch (OperationCanceledException)
        {
            // The socket ended meanwhile.
        }
    }
}
