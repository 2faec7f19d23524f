namespace Lighthouse.Bridge.Http;

/// <summary>Ends the process when one of its listeners is deaf: no connection is served any more, and only another process can.</summary>
internal sealed class ListenerWatch : IDisposable
{
    /// <summary>Exit code of a bridge that could accept no connection any more.</summary>
    public const int Deaf = 4;

    // A machine that is busy may take its time to hand a connection over before the next is accepted.
    private const int MostLooks = 10;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<WatchedListener, int> _deafLooks = [];
    private readonly Action _end;
    private readonly ITimer _timer;

    public ListenerWatch(TimeProvider time, ILogger<ListenerWatch> log)
        : this(time, () => End(log))
    {
    }

    internal ListenerWatch(TimeProvider time, Action end)
    {
        _end = end;
        _timer = time.CreateTimer(_ => LookAtAll(), null, Look, Look);
    }

    public void Add(WatchedListener listener)
    {
        lock (_lock) _deafLooks[listener] = 0;
    }

    public void Dispose() => _timer.Dispose();

    private void LookAtAll()
    {
        lock (_lock)
        {
            foreach (var listener in _deafLooks.Keys)
                _deafLooks[listener] = listener.WasDeaf() ? _deafLooks[listener] + 1 : 0;
            if (!_deafLooks.ContainsValue(MostLooks)) return;
        }

        _end();
    }

    private static void End(ILogger log)
    {
        log.LogCritical("LHB3004: no connection is accepted any more: accepting one failed. The process ends, to be started again; nothing that was answered is lost.");
        Environment.Exit(Deaf);
    }
}
