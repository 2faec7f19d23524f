using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Records;
using Lighthouse.Bridge.Events.Segments;

namespace Lighthouse.Bridge.Integrity;

/// <summary>Reads all stored bytes, at a bounded rate, and tells piece by piece what they are.</summary>
internal sealed class StoreWalk(FileEventStore store, string directory, IRecordSeal seal, long bytesPerSecond, TimeProvider time)
{
    private const long BytesPerRest = 256 << 10;
    private readonly long _started = time.GetTimestamp();
    private long _sinceRest;

    /// <summary>Bytes read so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>What the bridge knows now.</summary>
    public IntegrityPass Begin()
    {
        var (last, floor, runs) = (store.LastSequence, store.Archive.Floor, store.Inside.Index.Runs());
        return new IntegrityPass(
            directory, floor.FirstSequence, floor.Previous, last, EventTime.NowNs(time),
            runs.Count == 0 ? 1 : runs[^1].Segment.Number, runs.ToDictionary(run => run.Last, run => run.LastSeal));
    }

    /// <summary>Reads everything.</summary>
    public async IAsyncEnumerable<StoredPiece> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var segment in SegmentFile.In(directory).Where(segment => segment.Number >= store.Archive.Floor.FirstSegment))
        {
            // Taken anew for each segment: what is active now may be closed when its turn comes.
            var runs = store.Inside.Index.Runs();
            var own = runs.Where(run => run.Segment.Number == segment.Number).ToList();
            var active = runs.Count == 0 ? segment.Number : runs[^1].Segment.Number;
            if (segment.Number > active)
                continue;
            // Once a segment, not once a record: a pass that allocates all the time keeps an idle bridge from giving memory back.
            var name = segment.Name;
            var recorded = own.Count == 0 ? 0 : own[^1].End;
            var bytes = SegmentBytes.Open(segment, seal);
            var end = segment.Number == active ? recorded : bytes.Length;
            using var scanner = new SegmentScanner(bytes, 0, end, seal);
            var at = 0L;
            while (scanner.Next())
            {
                if (scanner.Skipped > 0)
                    yield return new StoredPiece(name, at, scanner.Skipped, null);
                at = scanner.Offset + scanner.Size;
                yield return new StoredPiece(
                    name, scanner.Offset, scanner.Size, new StoredRecord(scanner.Head.Sequence, scanner.Head.TimestampNs, scanner.Head.Previous, scanner.Seal));
                await RestAsync(scanner.Skipped + scanner.Size, cancellation);
            }
            // Zeros behind the last record are room; were records there, the sequences tell.
            if (Room.EndOfData(bytes, at, end) is var data && data > at)
                yield return new StoredPiece(name, at, data - at, null);
            foreach (var damage in bytes.Damage)
                yield return new StoredPiece(name, 0, 0, null, damage);
            await RestAsync(end - at, cancellation);
        }
    }

    private async Task RestAsync(long bytes, CancellationToken cancellation)
    {
        Bytes += bytes;
        _sinceRest += bytes;
        if (_sinceRest < Math.Min(BytesPerRest, bytesPerSecond / 4))
            return;
        _sinceRest = 0;
        var due = TimeSpan.FromSeconds((double)Bytes / bytesPerSecond) - time.GetElapsedTime(_started);
        if (due > TimeSpan.FromMilliseconds(1))
            await Task.Delay(due, time, cancellation);
        else
            await Task.Yield();
        cancellation.ThrowIfCancellationRequested();
    }
}
