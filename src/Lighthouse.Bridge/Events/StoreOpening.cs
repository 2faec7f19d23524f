using Lighthouse.Bridge.Events.Anchoring;
using Lighthouse.Bridge.Events.Appending;
using Lighthouse.Bridge.Events.Archiving;
using Lighthouse.Bridge.Events.Recovering;
using Lighthouse.Bridge.Events.Records;
using Lighthouse.Bridge.Events.Segments;

namespace Lighthouse.Bridge.Events;

/// <summary>Brings a store from what lies on the disk to where it can take events.</summary>
internal sealed class StoreOpening(EventStoreOptions options, IRecordSeal seal, IStableStorage storage, ILogger logger)
{
    public ILogger Logger => logger;

    /// <summary>Creates the folder where it is missing.</summary>
    public void CreateDirectory()
    {
        if (Directory.Exists(options.Directory))
            return;
        var created = Directory.CreateDirectory(options.Directory);
        if (created.Parent is { } parent)
            storage.FlushDirectory(parent.FullName);
    }

    /// <summary>Finds what is sound and cuts off an unfinished tail.</summary>
    public RecoveredStore Recover()
    {
        var recovered = StoreRecovery.Recover(options.Directory, seal, GroupCommit.MaxBytes, options.VerifyThreads);
        if (recovered.Tail is { } tail)
        {
            logger.LogWarning(
                "LHB6133: {Bytes} bytes of an unfinished write were cut off at the end of {Segment}; none of them was acknowledged",
                tail.Bytes,
                tail.Segment.Name);
            using var file = File.OpenHandle(tail.Segment.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            RandomAccess.SetLength(file, tail.Offset);
        }
        foreach (var violation in recovered.Report.Violations)
            logger.LogError("{Kind} ({Severity}): {Detail}", violation.Kind, violation.Severity, violation.Detail);
        return recovered;
    }

    /// <summary>Makes what was found durable and anchored, and readies the writer behind it.</summary>
    public (AppendQueue Queue, GroupCommit Commit) Writing(RecoveredStore recovered, TimeProvider time)
    {
        MakeDurable(recovered);
        var anchor = Anchor(recovered);
        var segment = new SegmentWriter(options, recovered.Active, recovered.ActiveLength, storage);
        var keeper = new AnchorKeeper(anchor, options.AnchorInterval, time);
        var end = new ChainEnd(recovered.Highest, recovered.Head);
        return (new AppendQueue(seal, options, end, time), new GroupCommit(segment, keeper, time) { End = end });
    }

    /// <summary>Readies what becomes of closed segments, and finishes what a crash left of it.</summary>
    public SegmentArchive Archive(RecoveredStore recovered, EventIndex index)
    {
        foreach (var unfinished in Directory.EnumerateFiles(options.Directory, "events-*" + SegmentCompressor.UnfinishedSuffix))
            File.Delete(unfinished);
        var archive = new SegmentArchive(options, index, seal, storage, logger) { Floor = recovered.Floor };
        archive.RemoveBelowFloor();
        return archive;
    }

    private void MakeDurable(RecoveredStore recovered)
    {
        // Records of a process that was killed may be in memory only; before they are served they must be able to stay.
        var last = recovered.Tail?.Segment ?? (recovered.Runs.Count > 0 ? recovered.Runs[^1].Segment : null);
        if (last is null || last.IsCompressed)
            return;
        using var file = File.OpenHandle(last.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        storage.Flush(file);
    }

    private AnchorFile Anchor(RecoveredStore recovered)
    {
        var found = recovered.Anchor;
        if (found.Sound)
        {
            var current = AnchorFile.Open(options.Directory, found.Anchor!.Value, seal, storage);
            // The slot that a killed process wrote last may be in memory only; the other one is not touched before it is not.
            current.Flush();
            if (found.Anchor.Value.Count < recovered.Highest)
            {
                current.Advance(recovered.Highest, recovered.Head);
                current.Flush();
            }
            return current;
        }
        if (recovered.Report.Violations.Count > 0)
            AnchorFile.KeepEvidence(options.Directory, storage);
        var next = new Anchor((found.Anchor?.Generation ?? -1) + 1, recovered.Highest, recovered.Head);
        return AnchorFile.Replace(options.Directory, next, seal, storage);
    }
}
