namespace Lighthouse.Bridge.Push;

/// <summary>Sockets that come and go, and an array of them that is made only when somebody asks after a change. Used under a lock.</summary>
internal sealed class SocketGroup
{
    private readonly HashSet<PushSocket> _sockets = [];
    private PushSocket[]? _array;

    public int Count => _sockets.Count;

    /// <summary>The sockets; nobody changes the array.</summary>
    public PushSocket[] ToArray() => _array ??= [.. _sockets];

    public void Add(PushSocket socket)
    {
        if (_sockets.Add(socket)) _array = null;
    }

    public void Remove(PushSocket socket)
    {
        if (_sockets.Remove(socket)) _array = null;
    }
}
