using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Diagnostics;

/// <summary>Appends as the bridge sees them, and the file store's own figures where it is that store.</summary>
internal sealed class StoreMeter(IServiceProvider services) : IMetricSource
{
    private readonly Histogram _times = new(Histogram.Seconds);
    private long _failed;

    public void Appended(TimeSpan elapsed) => _times.Measure(elapsed.TotalSeconds);

    public void Failed() => Interlocked.Increment(ref _failed);

    public void WriteTo(MetricsWriter metrics)
    {
        metrics.Describe("bridge_append_seconds", "histogram", "Time of an append, from the call until it is on stable storage.");
        metrics.Histogram("bridge_append_seconds", _times);
        metrics.Counter("bridge_append_failures_total", "Appends that the store refused or could not do.", Volatile.Read(ref _failed));
        if (DataDirectory.FreeBytes(services.GetRequiredService<BridgeOptions>().DataDirectory) is { } free)
            metrics.Gauge("bridge_data_free_bytes", "Room on the disk of the data directory.", free);
        if (services.GetRequiredService<IEventStore>() is not IStoreFigures store) return;
        metrics.Describe("bridge_append_group_events", "histogram", "Events that one flush brought to stable storage.");
        metrics.Histogram("bridge_append_group_events", store.GroupSizes);
        metrics.Gauge("bridge_append_queue_bytes", "Bytes of appends that wait for the writer.", store.QueuedBytes);
        metrics.Gauge("bridge_append_queue_limit_bytes", "Bytes that may wait before appends are refused.", store.QueueLimitBytes);
    }
}
