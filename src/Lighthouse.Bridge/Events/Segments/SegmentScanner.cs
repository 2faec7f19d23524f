using System.Buffers;
using Lighthouse.Bridge.Events.Records;
using Lighthouse.Bridge.Events.Sealing;

namespace Lighthouse.Bridge.Events.Segments;

/// <summary>
/// Reads the sound records of a part of a segment in order, in constant memory. Bytes that verify as no record are skipped up
/// to the next record that does, and counted.
/// </summary>
internal sealed class SegmentScanner : IDisposable
{
    private const int InitialBuffer = 64 << 10;

    // Not the shared pool: it keeps one for each thread that ever scanned, and the runtime adds threads for as long as there is work.
    private const int LargestKept = 2 << 20, KeptOfEachSize = 4;
    private static readonly ArrayPool<byte> Buffers = ArrayPool<byte>.Create(LargestKept, KeptOfEachSize);

    // A file made of nothing but false beginnings would otherwise cost a hash over a megabyte for every few bytes.
    private const long MaxResyncBudget = 1L << 30;
    private const long LeastResyncBudget = 64L << 20;
    private const int ResyncBudgetPerByte = 16;

    private readonly ISegmentBytes _bytes;
    private readonly IRecordSeal _seal;
    private readonly IManySeals? _many;
    private readonly long _end;
    private readonly long _lastStart;
    private readonly long _resyncBudget;
    private byte[] _buffer = Buffers.Rent(InitialBuffer);
    private long _bufferStart;
    private int _buffered;
    private long _position;
    private long _resyncHashed;
    private long _verifiedTo;
    private long _triedTo;
    private int _recordSize;
    private RecordHead _head;

    /// <summary>
    /// Scans a part of <paramref name="bytes"/>, which are disposed with the scanner, for records that begin below
    /// <paramref name="lastStart"/> where that is given. <paramref name="readsOn"/> says that most records will be wanted, so that
    /// those behind the wanted one are verified together with it.
    /// </summary>
    public SegmentScanner(ISegmentBytes bytes, long start, long end, IRecordSeal seal, long? lastStart = null, bool readsOn = false)
    {
        _bytes = bytes;
        _lastStart = Math.Min(end, lastStart ?? end);
        _resyncBudget = Math.Clamp(ResyncBudgetPerByte * (_lastStart - start), LeastResyncBudget, MaxResyncBudget);
        _seal = seal;
        _many = readsOn ? seal as IManySeals : null;
        _position = _bufferStart = start;
        _end = end;
    }

    /// <summary>Where the current record begins; after the last one, the end.</summary>
    public long Offset { get; private set; }

    /// <summary>Bytes between the record before and the current one that are no record.</summary>
    public long Skipped { get; private set; }

    /// <summary>The current record's head.</summary>
    public ref readonly RecordHead Head => ref _head;

    /// <summary>The current record's size in bytes.</summary>
    public int Size => _recordSize;

    /// <summary>The current record's payload; valid until the next call of <see cref="Next"/>.</summary>
    public ReadOnlySpan<byte> Payload => Peek(Offset + RecordFormat.HeadSize, _head.Length);

    /// <summary>The current record's seal.</summary>
    public SealValue Seal { get; private set; }

    /// <summary>Goes to the next sound record; false at the end.</summary>
    public bool Next()
    {
        var start = _position;
        var candidate = start;
        while (candidate < _lastStart && !TryAccept(candidate, counted: candidate != start))
            candidate = _resyncHashed > _resyncBudget ? _lastStart : NextMagic(candidate + 1);
        Offset = candidate;
        Skipped = candidate - start;
        _position = candidate < _lastStart ? candidate + _recordSize : _end;
        return candidate < _lastStart;
    }

    public void Dispose()
    {
        _bytes.Dispose();
        Buffers.Return(Interlocked.Exchange(ref _buffer, []));
    }

    private bool TryAccept(long offset, bool counted)
    {
        if (!RecordFormat.TryReadHead(Peek(offset, RecordFormat.HeadSize), out var head))
            return false;
        var size = RecordFormat.Overhead + head.Length;
        var record = Peek(offset, size);
        if (counted)
            _resyncHashed += record.Length;
        if (record.Length < size)
            return false;
        // Behind damage anything can look like a beginning: there the bytes that are hashed are counted one record after the other.
        if (!counted && offset >= _triedTo)
            VerifyAhead(offset);
        if (offset >= _verifiedTo && !RecordFormat.Verifies(record, _seal))
            return false;
        _head = head;
        _recordSize = size;
        Seal = SealValue.Read(record[^IRecordSeal.Size..]);
        return true;
    }

    /// <summary>Verifies the records that lie whole in the buffer from <paramref name="offset"/> on, once for each place of the file.</summary>
    private void VerifyAhead(long offset)
    {
        if (_many is null)
            return;
        Span<int> sizes = stackalloc int[IManySeals.Most];
        var at = (int)(offset - _bufferStart);
        var rest = _buffer.AsSpan(at, _buffered - at);
        var count = 0;
        var length = 0;
        for (; count < sizes.Length && offset + length < _lastStart; length += sizes[count++])
        {
            if (!RecordFormat.TryReadHead(rest[length..], out var head) || RecordFormat.Overhead + head.Length > rest.Length - length)
                break;
            sizes[count] = RecordFormat.Overhead + head.Length;
        }
        _triedTo = offset + length;
        _verifiedTo = _many.VerifyAll(rest[..length], sizes[..count]) ? _triedTo : 0;
    }

    private long NextMagic(long from)
    {
        while (from < _lastStart)
        {
            var window = Peek(from, InitialBuffer);
            var at = window.IndexOf(RecordFormat.Magic);
            if (at >= 0)
                return from + at;
            if (window.Length < InitialBuffer)
                break;
            from += window.Length - (RecordFormat.Magic.Length - 1);
        }
        return _end;
    }

    /// <summary>Up to <paramref name="count"/> bytes from <paramref name="offset"/>; fewer where the file ends or cannot be read.</summary>
    private ReadOnlySpan<byte> Peek(long offset, int count)
    {
        count = (int)Math.Min(count, _end - offset);
        if (count <= 0)
            return [];
        if (offset < _bufferStart || offset + count > _bufferStart + _buffered)
            Fill(offset, count);
        var at = (int)(offset - _bufferStart);
        return _buffer.AsSpan(at, Math.Min(count, Math.Max(0, _buffered - at)));
    }

    private void Fill(long offset, int count)
    {
        if (_buffer.Length < count)
        {
            Buffers.Return(_buffer);
            _buffer = Buffers.Rent(count);
        }
        _bufferStart = offset;
        _buffered = 0;
        _verifiedTo = 0;
        var wanted = (int)Math.Min(_buffer.Length, _end - offset);
        try
        {
            while (_buffered < wanted)
            {
                var read = _bytes.Read(_buffer.AsSpan(_buffered, wanted - _buffered), offset + _buffered);
                if (read == 0)
                    break;
                _buffered += read;
            }
        }
        catch (IOException)
        {
            // A place of the disk that cannot be read is damage like any other: what was read before it counts, the rest is skipped.
        }
    }
}
