using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.State.Snapshots;

/// <summary>Makes a snapshot whenever enough events were stored, at most one in a while.</summary>
internal sealed class SnapshotKeeper(
    IEventStore store, StateSnapshots snapshots, StateRebuild rebuilt, BridgeOptions options, TimeProvider time, ILogger<SnapshotKeeper> log) : IRunsWhenReady, IMetricSource
{
    private long _made;
    private long _newest = rebuilt.FromSnapshot;

    public async Task RunAsync(CancellationToken stopping)
    {
        var settings = options.Store.Archive;
        if (settings.SnapshotEvents == 0)
            return;
        if (snapshots.Unavailable is { } reason)
        {
            log.LogWarning("LHB6164: no snapshots are made: {Reason}; every start replays all events", reason);
            return;
        }
        Volatile.Write(ref _newest, rebuilt.FromSnapshot);
        try
        {
            while (true)
            {
                var due = ((Volatile.Read(ref _newest) / settings.SnapshotEvents) + 1) * settings.SnapshotEvents;
                await store.WaitForNewerAsync(due - 1, stopping);
                await MakeAsync(store.LastSequence / settings.SnapshotEvents * settings.SnapshotEvents, stopping);
                await Task.Delay(TimeSpan.FromSeconds(settings.SnapshotSeconds), time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The bridge stops; what was begun is removed at the next start.
        }
    }

    public void WriteTo(MetricsWriter metrics)
    {
        metrics.Counter("bridge_snapshots_total", "Snapshots made since the start.", Volatile.Read(ref _made));
        metrics.Gauge("bridge_snapshot_sequence", "Sequence of the newest snapshot.", Volatile.Read(ref _newest));
    }

    private async Task MakeAsync(long sequence, CancellationToken stopping)
    {
        try
        {
            await PacedWork.RunAsync("snapshot", options.Store.Archive.SnapshotCpuPercent / 100.0, async () =>
            {
                if (await snapshots.MakeAsync(sequence, stopping))
                    Interlocked.Increment(ref _made);
                else
                    log.LogWarning("LHB6165: there is no snapshot at {Sequence}: events that it needs cannot be read", sequence);
            }, stopping);
        }
        catch (Exception problem) when (!stopping.IsCancellationRequested)
        {
            log.LogError(problem, "LHB6166: the snapshot at {Sequence} could not be written ({Problem}); the next one is tried in its turn", sequence, problem.Message);
        }
        Volatile.Write(ref _newest, sequence);
    }
}
