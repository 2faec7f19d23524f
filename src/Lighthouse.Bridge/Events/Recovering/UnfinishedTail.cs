using Lighthouse.Bridge.Events.Segments;

namespace Lighthouse.Bridge.Events.Recovering;

/// <summary>
/// Tells the remains of a write that a crash interrupted from damage: they lie at the very end, nothing in them is anchored, and
/// nothing that was written later lies behind them, because a write begins only when the one before is on stable storage.
/// </summary>
internal static class UnfinishedTail
{
    /// <summary>Removes the tail from <paramref name="pieces"/> and returns where its segment must be cut; null when there is none.</summary>
    /// <param name="pieces">What the segments hold.</param>
    /// <param name="anchored">Sequence of the newest event that may have been acknowledged.</param>
    /// <param name="maxBytes">Bytes of the largest single write; more than that is damage.</param>
    public static TailCut? Remove(List<ScannedPiece> pieces, long anchored, long maxBytes)
    {
        if (pieces.Count == 0)
            return null;
        var end = pieces[^1].End;
        var kept = FirstUnfinished(pieces, anchored);
        var offset = kept < pieces.Count ? pieces[kept].Start : end;
        var incomplete = kept > 0 ? Incomplete(pieces[kept - 1], pieces[^1].Segment, anchored) : null;
        offset = incomplete ?? offset;
        if (offset == end || end - offset > maxBytes)
            return null;
        var segment = pieces[^1].Segment;
        pieces.RemoveRange(kept, pieces.Count - kept);
        if (incomplete is not null)
            CutLast(pieces);
        return new TailCut(segment, offset, end - offset);
    }

    /// <summary>Index of the first bytes of the last segment that are no record and have nothing anchored and no later write behind them.</summary>
    private static int FirstUnfinished(List<ScannedPiece> pieces, long anchored)
    {
        var first = pieces.Count;
        for (var i = pieces.Count - 1; i >= 0 && pieces[i].Segment == pieces[^1].Segment && !(pieces[i].Run?.First <= anchored); i--)
            if (pieces[i].Run is null && !HasLaterWrite(pieces, i))
                first = i;
        return HighestBefore(pieces, first) >= anchored ? first : pieces.Count;
    }

    private static bool HasLaterWrite(List<ScannedPiece> pieces, int bytes) =>
        pieces.FindLast(piece => piece.Run is not null) is { } newest
        && pieces.IndexOf(newest) > bytes
        && newest.Run!.LastWriteFirst > HighestBefore(pieces, bytes) + 1;

    private static long HighestBefore(List<ScannedPiece> pieces, int index) => pieces.Take(index).Max(piece => piece.Run?.Last) ?? 0;

    /// <summary>Where an append without its end begins at the end of <paramref name="piece"/>; null when there is none.</summary>
    private static long? Incomplete(ScannedPiece piece, SegmentFile last, long anchored)
    {
        if (piece.Run is not { } run || piece.Segment != last || run.Complete.Last == run.Last)
            return null;
        if (run.Complete.Last < run.First)
            return run.First > anchored ? run.Start : null;
        return run.Complete.Last >= anchored ? run.Complete.End : null;
    }

    private static void CutLast(List<ScannedPiece> pieces)
    {
        var last = pieces[^1];
        pieces.RemoveAt(pieces.Count - 1);
        if (last.Run!.Complete.Last < last.Run.First)
            return;
        last.Run.CutToComplete();
        pieces.Add(last with { End = last.Run.End });
    }
}

/// <summary>An unfinished tail.</summary>
internal sealed record TailCut(SegmentFile Segment, long Offset, long Bytes);
