using Lighthouse.Bridge.Events.Anchoring;
using Lighthouse.Bridge.Events.Archiving;
using Lighthouse.Bridge.Events.Records;
using Lighthouse.Bridge.Events.Segments;

namespace Lighthouse.Bridge.Events.Recovering;

/// <summary>Reads a whole store and states what of it is sound. Changes nothing.</summary>
internal static class StoreRecovery
{
    /// <summary>Recovers.</summary>
    /// <param name="directory">The store's folder.</param>
    /// <param name="seal">Verifies records and anchor.</param>
    /// <param name="maxWrite">Bytes of the largest single write.</param>
    /// <param name="threads">How many verify.</param>
    /// <exception cref="EventStoreException">Nothing at all verifies: the key is wrong.</exception>
    public static RecoveredStore Recover(string directory, IRecordSeal seal, long maxWrite, int threads)
    {
        var anchor = AnchorFile.Read(directory, seal);
        var (floor, floorIsDamaged) = FloorFile.Read(directory, seal);
        IReadOnlyList<SegmentFile> segments = [.. SegmentFile.In(directory).Where(segment => segment.Number >= floor.FirstSegment)];
        var scan = new SegmentScan(new VerifiedRecords(seal, threads, anchor.Anchor), anchor.Anchor);
        scan.Scan(segments);
        var pieces = scan.Pieces.ToList();
        RefuseWrongKey(directory, anchor, pieces);

        var anchored = anchor.Anchor?.Count ?? long.MaxValue;
        // Only closed segments are compressed: at the end of one no write was under way.
        var tail = segments.Count > 0 && segments[^1].IsCompressed ? null : UnfinishedTail.Remove(pieces, anchored, maxWrite);
        var (highest, head) = Highest(pieces, anchor.Anchor);
        var (runs, foreign) = Choose(pieces, anchored, floor);
        var walk = new JunctionWalk(runs.ToHashSet(), foreign, floor);
        walk.Walk(segments, pieces, highest);
        var violations = walk.Violations.ToList();
        violations.AddRange(ArchiveViolations(scan, walk, pieces));
        if (floorIsDamaged)
            violations.Add(new IntegrityViolation(
                "cryptographic_failure", "critical", 1, (runs.Count > 0 ? runs[0].First : highest + 1) - 1,
                $"LHB6154: '{FloorFile.Name}', which states what retention removed, does not verify. Restore it from a copy."));
        violations.AddRange(AnchorViolations(directory, anchor, segments.Count, highest));

        var (active, length) = Active(directory, segments, pieces, walk, lostEnd: (runs.Count == 0 ? 0 : runs[^1].Last) < highest);
        scan.Zones.Complete(highest);
        var report = new RecoveryReport(runs.Sum(run => run.Count), tail?.Bytes ?? 0, violations);
        return new RecoveredStore(runs, report, highest, head, tail, active, length, anchor) { Floor = floor, Zones = scan.Zones };
    }

    private static void RefuseWrongKey(string directory, AnchorState anchor, List<ScannedPiece> pieces)
    {
        if (anchor.Anchor is null && (anchor.Exists || pieces.Count > 0) && pieces.All(piece => piece.Run is null))
            throw new EventStoreException(
                EventStoreError.WrongKey,
                $"LHB6121: event store '{directory}': neither the anchor nor any record verifies with the given key. Open it with the key that it was written with.");
    }

    private static (long Sequence, SealValue Seal) Highest(List<ScannedPiece> pieces, Anchor? anchor)
    {
        var newest = pieces.Select(piece => piece.Run).OfType<SegmentRun>().MaxBy(run => run.Last);
        if (anchor is { } stated && stated.Count >= (newest?.Last ?? 0))
            return (stated.Count, stated.Head);
        return newest is null ? (0, default) : (newest.Last, newest.LastSeal);
    }

    private static (IReadOnlyList<SegmentRun> Runs, IReadOnlySet<SegmentRun> Foreign) Choose(List<ScannedPiece> pieces, long anchored, Floor floor)
    {
        var contradicting = pieces.Where(piece => piece.Contradicts).Select(piece => piece.Run!).ToHashSet();
        var inPlace = RunOrder.InPlace([.. pieces.Select(piece => piece.Run).OfType<SegmentRun>().Where(run => run.First >= floor.FirstSequence && !contradicting.Contains(run))]);
        var foreign = ChainLinks.Foreign(inPlace, anchored).Union(contradicting).ToHashSet();
        if (inPlace.Count > 0 && inPlace[0].First == floor.FirstSequence && inPlace[0].FirstPrevious != floor.Previous)
            foreign.Add(inPlace[0]);
        return ([.. inPlace.Where(run => !foreign.Contains(run))], foreign);
    }

    private static IEnumerable<IntegrityViolation> ArchiveViolations(SegmentScan scan, JunctionWalk walk, List<ScannedPiece> pieces)
    {
        foreach (var (segment, detail) in scan.NotAsWritten)
        {
            if (walk.DamagedSegments.Contains(segment))
                continue;
            var first = pieces.Where(piece => piece.Segment.Number >= segment.Number && piece.Run is not null).Select(piece => piece.Run!.First).FirstOrDefault(1);
            yield return new IntegrityViolation(
                "hash_mismatch", "high", first, first - 1,
                $"LHB6150: {segment.Name}{SegmentFile.CompressedSuffix}: no event is missing, but the file is not as written: {detail}. Restore it from a copy.");
        }
    }

    private static IEnumerable<IntegrityViolation> AnchorViolations(string directory, AnchorState anchor, int segments, long highest)
    {
        if (!anchor.Exists && segments > 0)
            yield return new IntegrityViolation(
                "cryptographic_failure", "critical", highest + 1, null,
                $"LHB6131: the anchor is missing; events behind {highest} may have been cut off unseen. Restore it from a copy.");
        else if (anchor is { Exists: true, Anchor: null })
            yield return new IntegrityViolation(
                "cryptographic_failure", "critical", highest + 1, null,
                $"LHB6131: the anchor does not verify; events behind {highest} may have been cut off unseen. Restore it from a copy.");
        else if (anchor is { Exists: true, Sound: false })
            yield return new IntegrityViolation(
                "hash_mismatch", "high", highest + 1, null,
                $"LHB6131: one half of the anchor does not verify; the last events behind {highest} may have been cut off unseen. Restore it from a copy.");
        foreach (var name in AnchorFile.Evidence(directory))
            yield return new IntegrityViolation(
                "cryptographic_failure", "high", highest + 1, highest,
                $"LHB6132: '{name}' holds an earlier damaged anchor. Compare with a copy of the store, then remove that file.");
    }

    private static (SegmentFile Segment, long Length) Active(
        string directory, IReadOnlyList<SegmentFile> segments, List<ScannedPiece> pieces, JunctionWalk walk, bool lostEnd)
    {
        if (segments.Count == 0)
            return (SegmentFile.Numbered(directory, 1), 0);
        var last = segments[^1];
        if (last.IsCompressed)
            return (SegmentFile.Numbered(directory, last.Number + 1), 0);
        var length = pieces.FindLast(piece => piece.Segment == last)?.End ?? 0;
        // What is damaged stays as it was found: nothing is written behind it in the same file.
        return new FileInfo(last.Path).Length > 0 && (lostEnd || walk.DamagedSegments.Contains(last))
            ? (SegmentFile.Numbered(directory, last.Number + 1), 0)
            : (last, length);
    }
}
