using System.Buffers;
using System.Globalization;

namespace Lighthouse.Load.Protocols.Http.Polling;

/// <summary>
/// A connection and the exchange that is on it. Between two pieces of a response it keeps only what was not understood yet, so that
/// a waiting one costs this object and the kernel's socket.
/// </summary>
internal sealed class PolledConnection(int number, Poll poll, HttpLimits limits)
{
    private const uint Waiting = Poll.Readable | Poll.PeerClosed;

    private HttpResponseReader _reader = new(limits);
    private PreparedRequest? _request;
    private byte[]? _kept;
    private int _keptLength;
    private int _sent;
    private int _socket = -1;
    private bool _connecting;

    /// <summary>Its number among all.</summary>
    public int Number => number;

    /// <summary>The iteration that is on it.</summary>
    public Iteration Iteration { get; private set; }

    /// <summary>When the iteration was started.</summary>
    public TimeSpan Started { get; private set; }

    /// <summary>Whether an iteration is on it.</summary>
    public bool IsBusy => _request is not null;

    /// <summary>Whether a connecting attempt is going on.</summary>
    public bool IsConnecting => _connecting;

    /// <summary>The status of the response that ended.</summary>
    public int Status => _reader.Status;

    /// <summary>Begins to connect where there is no connection; null, or what went wrong.</summary>
    public string? Open(int family, ReadOnlySpan<byte> address)
    {
        if (_socket >= 0)
            return null;
        _socket = Kernel.Socket(family);
        if (_socket < 0)
            return "no socket (limit of open files)";
        var error = Kernel.Connect(_socket, address);
        _connecting = error == Kernel.InProgress;
        if ((error == 0 || _connecting) && poll.Watch(_socket, number, _connecting ? Poll.Writable : Waiting))
            return null;
        Close();
        return Error("connect", error);
    }

    /// <summary>Puts an iteration on it and sends as far as it goes; null, or what went wrong.</summary>
    public string? Begin(Iteration iteration, TimeSpan started, PreparedRequest request)
    {
        Mark(iteration, started, request);
        _sent = 0;
        _reader.Begin(request.IsHead);
        return _connecting ? null : Send();
    }

    /// <summary>Puts an iteration on it that cannot be sent, so that it can be counted.</summary>
    public void Mark(Iteration iteration, TimeSpan started, PreparedRequest request)
    {
        Iteration = iteration;
        Started = started;
        _request = request;
    }

    /// <summary>Goes on after the kernel said that it is ready.</summary>
    /// <param name="events">What it is ready for.</param>
    /// <param name="buffer">Shared by all connections.</param>
    /// <param name="failure">What went wrong, when something did.</param>
    /// <returns>Whether the exchange is over, well or badly.</returns>
    public bool Continue(uint events, byte[] buffer, out string? failure)
    {
        failure = _connecting ? Connected() : (events & Poll.Writable) != 0 && IsBusy ? Resume() : null;
        if (failure is not null)
            return IsBusy;
        return (events & ~Poll.Writable) != 0 && !_connecting && Receive(buffer, out failure);
    }

    /// <summary>Takes the iteration off.</summary>
    public void End()
    {
        _request = null;
        Forget();
    }

    public void Close()
    {
        if (_socket >= 0)
            _ = Kernel.Close(_socket);
        _socket = -1;
        _connecting = false;
        Forget();
    }

    private string? Connected()
    {
        _connecting = false;
        var error = Kernel.ConnectResult(_socket);
        if (error == 0 && poll.Change(_socket, number, Waiting))
            return IsBusy ? Send() : null;
        Close();
        return Error("connect", error);
    }

    private string? Resume() => poll.Change(_socket, number, Waiting) ? Send() : "epoll";

    private string? Send()
    {
        var bytes = _request!.Bytes.Span;
        while (_sent < bytes.Length)
        {
            var result = Kernel.Send(_socket, bytes[_sent..]);
            if (result >= 0)
                _sent += result;
            else if (result == -Kernel.TryAgain)
                return poll.Change(_socket, number, Waiting | Poll.Writable) ? null : "epoll";
            else if (result != -Kernel.Interrupted)
                return Broken("send", -result);
        }

        return null;
    }

    private bool Receive(byte[] buffer, out string? failure)
    {
        var kept = TakeKept(buffer);
        var result = Kernel.Receive(_socket, buffer.AsSpan(kept));
        if (result is -Kernel.TryAgain or -Kernel.Interrupted)
        {
            Keep(buffer.AsSpan(0, kept));
            failure = null;
            return false;
        }

        var isOver = true;
        failure = result > 0 ? Read(buffer.AsSpan(0, kept + result), out isOver) : Ended(result);
        return isOver && IsBusy;
    }

    private string? Read(ReadOnlySpan<byte> bytes, out bool isOver)
    {
        isOver = true;
        if (!IsBusy)
            return Broken("bytes that nobody asked for", 0);
        switch (_reader.Read(bytes, out var used))
        {
            case HttpReading.More:
                Keep(bytes[used..]);
                isOver = false;
                return null;
            case HttpReading.Malformed:
                return Broken("malformed response", 0);
            default:
                if (used < bytes.Length)
                    return Broken("bytes behind the response", 0);
                if (!_reader.KeepsAlive)
                    Close();
                return null;
        }
    }

    private string? Ended(int result)
    {
        var isTheEnd = result == 0 && IsBusy && _reader.EndsWithConnection;
        Close();
        return isTheEnd ? null : result == 0 ? "connection closed" : Error("receive", -result);
    }

    private string Broken(string what, int error)
    {
        Close();
        return Error(what, error);
    }

    private int TakeKept(byte[] buffer)
    {
        var length = _keptLength;
        if (_kept is not null)
            _kept.AsSpan(0, length).CopyTo(buffer);
        Forget();
        return length;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        _kept = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(_kept);
        _keptLength = bytes.Length;
    }

    private void Forget()
    {
        if (_kept is not null)
            ArrayPool<byte>.Shared.Return(_kept);
        _kept = null;
        _keptLength = 0;
    }

    private static string Error(string what, int error) => error == 0 ? what : string.Create(CultureInfo.InvariantCulture, $"{what}: error {error}");
}
