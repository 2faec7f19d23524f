using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Events.Records;
using Lighthouse.Bridge.State;
using Lighthouse.Bridge.State.Snapshots;

namespace Lighthouse.Bridge.Events.Archiving;

/// <summary>Looks after closed segments while the bridge runs: compresses them, and removes what the policy lets go.</summary>
internal sealed class ArchiveKeeper(IServiceProvider services, StateSnapshots snapshots, BridgeOptions options, TimeProvider time, ILogger<ArchiveKeeper> log)
    : IRunsWhenReady, IMetricSource
{
    private long _compressed;
    private long _removed;

    public async Task RunAsync(CancellationToken stopping)
    {
        // Another kind of store looks after itself.
        if (services.GetService<FileEventStore>() is not { } store)
            return;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await Task.Run(() => LookAfter(store, stopping), stopping);
                await Task.Delay(TimeSpan.FromSeconds(options.Store.Archive.ArchiveSeconds), time, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    public void WriteTo(MetricsWriter metrics)
    {
        metrics.Counter("bridge_segments_compressed_total", "Segments compressed since the start.", Volatile.Read(ref _compressed));
        metrics.Counter("bridge_segments_removed_total", "Segments removed by retention since the start.", Volatile.Read(ref _removed));
        if (services.GetService<FileEventStore>() is { } store)
            metrics.Gauge("bridge_first_sequence", "First sequence that retention has kept.", store.FirstSequence);
    }

    private void LookAfter(FileEventStore store, CancellationToken stopping)
    {
        var settings = options.Store.Archive;
        try
        {
            Retain(store, settings);
            if (settings.Compress)
                Interlocked.Add(ref _compressed, store.Archive.Compress(settings.CompressCpuPercent / 100.0, stopping));
        }
        catch (Exception problem) when (!stopping.IsCancellationRequested)
        {
            log.LogError(problem, "LHB6155: closed segments could not be looked after ({Problem}); it is tried again in {Seconds} s", problem.Message, settings.ArchiveSeconds);
        }
    }

    private void Retain(FileEventStore store, ArchiveSettings settings)
    {
        var policy = new RetentionPolicy
        {
            MaxAge = settings.RetainDays > 0 ? TimeSpan.FromDays(settings.RetainDays) : null,
            MaxBytes = settings.RetainBytes > 0 ? settings.RetainBytes : null,
            MoveTo = settings.RetainTo,
        };
        if (!policy.RemovesAny)
            return;
        var now = EventTime.NowNs(time);
        Interlocked.Add(ref _removed, store.Archive.Retain(policy, snapshots.CoveredUpTo(), now, store.Inside.Zones.NewestNs));
        store.Inside.Zones.RemoveBelow(store.FirstSequence);
    }
}
