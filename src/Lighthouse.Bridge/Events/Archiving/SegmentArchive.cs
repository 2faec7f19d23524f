using Lighthouse.Bridge.Events.Segments;

namespace Lighthouse.Bridge.Events.Archiving;

/// <summary>
/// What happens to closed segments: compressed, and in the end removed by policy. Only segments that are wholly sound are touched;
/// damaged ones stay as they were found.
/// </summary>
internal sealed class SegmentArchive(EventStoreOptions options, EventIndex index, IRecordSeal seal, IStableStorage storage, ILogger logger)
{
    private readonly Lock _gate = new();
    private Floor _floor = Floor.None;

    /// <summary>Where the kept events begin.</summary>
    public Floor Floor
    {
        get
        {
            lock (_gate)
                return _floor;
        }
        set
        {
            lock (_gate)
                _floor = value;
        }
    }

    /// <summary>Compresses every closed segment that is not, and finishes what a crash interrupted.</summary>
    /// <returns>How many were compressed.</returns>
    public int Compress(double share, CancellationToken cancellation)
    {
        var compressor = new SegmentCompressor(options.Directory, seal, storage, share);
        var compressed = 0;
        foreach (var closed in SoundClosed())
        {
            if (closed.Segment.IsCompressed || !IsSound(closed, cancellation))
                continue;
            var before = new FileInfo(closed.Segment.Path).Length;
            if (compressor.Compress(closed.Segment, closed.Length, cancellation) is not { } after)
            {
                logger.LogError("LHB6153: {Segment} did not read back as it was after it was compressed; the plain file stays", closed.Segment.Name);
                continue;
            }
            compressed++;
            logger.LogInformation("{Segment} was compressed from {Before} to {After} bytes", closed.Segment.Name, before, after);
        }
        return compressed;
    }

    /// <summary>Removes the oldest closed segments that the policy lets go.</summary>
    /// <param name="policy">What may go.</param>
    /// <param name="coveredUpTo">Nothing above this sequence goes: the state would be lost with it.</param>
    /// <param name="nowNs">The time, in nanoseconds since 1970.</param>
    /// <param name="newestNs">Time of the newest event of a range of sequences.</param>
    /// <returns>How many segments went.</returns>
    public int Retain(RetentionPolicy policy, long coveredUpTo, long nowNs, Func<long, long, long> newestNs)
    {
        var runs = index.Runs();
        var going = Going(policy, coveredUpTo, nowNs, newestNs, runs);
        if (going.Count == 0)
            return 0;
        var kept = runs.First(run => run.Segment.Number > going[^1].Segment.Number);
        if (policy.MoveTo is { } folder)
            CopyTo(folder, going);
        var floor = new Floor(kept.First, kept.Segment.Number, kept.FirstPrevious);
        FloorFile.Write(options.Directory, floor, seal, storage);
        Floor = floor;
        index.RemoveBelow(floor.FirstSegment);
        RemoveBelowFloor();
        logger.LogInformation("Retention removed {Segments} segments; the events now begin with {First}", going.Count, floor.FirstSequence);
        return going.Count;
    }

    /// <summary>Deletes what lies below the floor: its removal was stated already.</summary>
    public void RemoveBelowFloor()
    {
        var removed = SegmentFile.In(options.Directory).Where(segment => segment.Number < Floor.FirstSegment).ToList();
        foreach (var segment in removed)
        {
            File.Delete(segment.Path);
            File.Delete(segment.CompressedPath);
        }
        if (removed.Count > 0)
            storage.FlushDirectory(options.Directory);
    }

    /// <summary>Segments behind which another one holds records, that hold nothing but records, without a gap, ascending by number.</summary>
    private List<ClosedSegment> SoundClosed()
    {
        var runs = index.Runs();
        if (runs.Count == 0)
            return [];
        return
        [
            .. runs.GroupBy(run => run.Segment).Where(segment => segment.Key.Number < runs[^1].Segment.Number)
                .Where(segment => segment.First().Start == 0 && segment.Zip(segment.Skip(1)).All(pair => pair.Second.Start == pair.First.End && pair.Second.First == pair.First.Last + 1))
                .Select(segment => new ClosedSegment(segment.Key, segment.Last().End, segment.First().First, segment.Last().Last)),
        ];
    }

    private List<ClosedSegment> Going(RetentionPolicy policy, long coveredUpTo, long nowNs, Func<long, long, long> newestNs, IReadOnlyList<RunSpan> runs)
    {
        var closed = SoundClosed();
        // Nothing goes from behind a gap or a damaged segment: those are evidence, and what lies below the floor must be whole.
        var whole = closed.TakeWhile((segment, i) => segment.First == (i == 0 ? Floor.FirstSequence : closed[i - 1].Last + 1) && segment.Last <= coveredUpTo).ToList();
        var total = runs.Select(run => run.Segment).Distinct().Sum(BytesOf);
        var going = new List<ClosedSegment>();
        foreach (var segment in whole)
        {
            var isOld = policy.MaxAge is { } age && newestNs(segment.First, segment.Last) < nowNs - (age.Ticks * 100);
            var isOver = policy.MaxBytes is { } most && total > most;
            if (!isOld && !isOver)
                break;
            total -= BytesOf(segment.Segment);
            going.Add(segment);
        }
        return going;
    }

    private bool IsSound(ClosedSegment closed, CancellationToken cancellation)
    {
        using var scanner = new SegmentScanner(SegmentBytes.Open(closed.Segment, seal), 0, closed.Length, seal);
        var expected = closed.First;
        while (scanner.Next())
        {
            cancellation.ThrowIfCancellationRequested();
            if (scanner.Skipped > 0 || scanner.Head.Sequence != expected++)
                return false;
        }
        return expected == closed.Last + 1 && IsZeroBehind(closed);
    }

    /// <summary>Whether the file holds nothing behind its records but room that was reserved and never used.</summary>
    private static bool IsZeroBehind(ClosedSegment closed)
    {
        using var file = File.OpenRead(closed.Segment.Path);
        file.Position = closed.Length;
        var buffer = new byte[64 << 10];
        for (int read; (read = file.Read(buffer)) > 0;)
            if (buffer.AsSpan(0, read).ContainsAnyExcept((byte)0))
                return false;
        return true;
    }

    private void CopyTo(string folder, List<ClosedSegment> going)
    {
        Directory.CreateDirectory(folder);
        foreach (var path in going.SelectMany(segment => new[] { segment.Segment.Path, segment.Segment.CompressedPath }).Where(File.Exists))
        {
            var target = Path.Combine(folder, Path.GetFileName(path));
            File.Copy(path, target + SegmentCompressor.UnfinishedSuffix, overwrite: true);
            using (var file = File.OpenHandle(target + SegmentCompressor.UnfinishedSuffix, FileMode.Open, FileAccess.ReadWrite))
                storage.Flush(file);
            File.Move(target + SegmentCompressor.UnfinishedSuffix, target, overwrite: true);
        }
        storage.FlushDirectory(folder);
    }

    private static long BytesOf(SegmentFile segment) => new[] { segment.Path, segment.CompressedPath }.Select(path => new FileInfo(path)).Where(file => file.Exists).Sum(file => file.Length);

    private sealed record ClosedSegment(SegmentFile Segment, long Length, long First, long Last);
}
