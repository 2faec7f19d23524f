using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Diagnostics;

namespace Lighthouse.Bridge.Http;

/// <summary>
/// How many bytes are held of bodies that have not come whole. They are bounded together: where they take all memory, others than their own requests
/// fail, the server's accepting of connections among them.
/// </summary>
internal sealed class HeldBodies : IMetricSource
{
    private const long Megabyte = 1_000_000;
    private const int ShareOfMemory = 2;
    private readonly long _most;
    private long _bytes;

    public HeldBodies(BridgeOptions options)
        : this(options.Http.MostHeldBodyMegabytes * Megabyte, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
    {
    }

    internal HeldBodies(long most, long available) => _most = Math.Min(most, available / ShareOfMemory);

    /// <summary>Takes room for as many bytes more.</summary>
    /// <exception cref="RefusalException">503 when there is none.</exception>
    public void Take(long bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) <= _most) return;
        Release(bytes);
        throw new RefusalException(
            StatusCodes.Status503ServiceUnavailable, "out_of_memory", "The bridge has no memory for another body that comes in parts.", TimeSpan.FromSeconds(1));
    }

    public void Release(long bytes) => Interlocked.Add(ref _bytes, -bytes);

    /// <inheritdoc/>
    public void WriteTo(MetricsWriter metrics)
    {
        metrics.Gauge("bridge_http_body_bytes", "Bytes held of request bodies that have not come whole.", Volatile.Read(ref _bytes));
        metrics.Gauge("bridge_http_body_limit_bytes", "Bytes of such bodies that may be held before they are refused.", _most);
    }
}

/// <summary>The bytes held of one body.</summary>
internal sealed class HeldBody(HeldBodies all) : IDisposable
{
    private long _bytes;

    /// <exception cref="RefusalException">503 when there is no room.</exception>
    public void GrowTo(long bytes)
    {
        all.Take(bytes - _bytes);
        _bytes = bytes;
    }

    public void Dispose() => all.Release(Interlocked.Exchange(ref _bytes, 0));
}
