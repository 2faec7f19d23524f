using System.Diagnostics;

namespace Lighthouse.Bridge.Diagnostics;

/// <summary>The process as the system and the runtime see it. What a system does not tell is left out.</summary>
internal sealed class ProcessFigures : IMetricSource
{
    private const string Descriptors = "/proc/self/fd";

    public void WriteTo(MetricsWriter metrics)
    {
        using var process = Process.GetCurrentProcess();
        metrics.Counter("process_cpu_seconds_total", "CPU time of the process.", process.TotalProcessorTime.TotalSeconds);
        metrics.Gauge("process_resident_memory_bytes", "Memory in RAM.", process.WorkingSet64);
        metrics.Gauge("process_threads", "Threads of the process.", process.Threads.Count);
        metrics.Gauge("process_start_time_seconds", "Start, in unix seconds.", new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0);
        if (OpenDescriptors() is { } open) metrics.Gauge("process_open_fds", "Open file descriptors.", open);
        WriteRuntime(metrics);
        metrics.Describe("bridge_build_info", "gauge", "Which build runs; always 1.");
        metrics.Line("bridge_build_info", 1, ("version", BridgeVersion.Number), ("runtime", BridgeVersion.Runtime));
    }

    private static void WriteRuntime(MetricsWriter metrics)
    {
        metrics.Gauge("dotnet_gc_heap_bytes", "Managed heap, garbage included.", GC.GetTotalMemory(forceFullCollection: false));
        metrics.Counter("dotnet_gc_allocated_bytes_total", "Managed memory allocated since the start.", GC.GetTotalAllocatedBytes());
        metrics.Counter("dotnet_gc_pause_seconds_total", "Time for which garbage collections stopped the process.", GC.GetTotalPauseDuration().TotalSeconds);
        metrics.Describe("dotnet_gc_collections_total", "counter", "Garbage collections by generation.");
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
            metrics.Line("dotnet_gc_collections_total", GC.CollectionCount(generation), ("generation", $"{generation}"));
        metrics.Gauge("dotnet_threadpool_threads", "Threads of the pool.", ThreadPool.ThreadCount);
        metrics.Gauge("dotnet_threadpool_queue_length", "Work items that wait for a thread.", ThreadPool.PendingWorkItemCount);
    }

    private static int? OpenDescriptors()
    {
        if (!Directory.Exists(Descriptors)) return null;
        // The listing's own descriptor is one of them.
        return Directory.EnumerateFileSystemEntries(Descriptors).Count() - 1;
    }
}
