using Lighthouse.Bridge.Diagnostics;

namespace Lighthouse.Bridge.Push;

/// <summary>What push has done since the start.</summary>
internal sealed class PushFigures : IMetricSource
{
    private long _sockets;
    private long _opened;
    private long _pushed;
    private long _fallenBehind;

    public int Sockets => (int)Volatile.Read(ref _sockets);

    public void Opened()
    {
        Interlocked.Increment(ref _sockets);
        Interlocked.Increment(ref _opened);
    }

    public void Closed() => Interlocked.Decrement(ref _sockets);

    public void Pushed() => Interlocked.Increment(ref _pushed);

    public void FellBehind() => Interlocked.Increment(ref _fallenBehind);

    public void WriteTo(MetricsWriter metrics)
    {
        metrics.Gauge("bridge_sockets", "WebSockets open.", Sockets);
        metrics.Counter("bridge_sockets_opened_total", "WebSockets opened.", Volatile.Read(ref _opened));
        metrics.Counter("bridge_pushes_total", "Events and elicitations pushed.", Volatile.Read(ref _pushed));
        metrics.Counter("bridge_push_fallbacks_total", "Times a slow reader went on reading from the store.", Volatile.Read(ref _fallenBehind));
    }
}
