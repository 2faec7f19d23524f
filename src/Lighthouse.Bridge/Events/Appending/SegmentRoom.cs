using Lighthouse.Bridge.Events.Segments;
using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.Events.Appending;

/// <summary>
/// Zeroes and flushes room behind the newest record on a thread of its own. A flush of records that lie in such room changes no
/// metadata of the file. Where there is no room (a disk nearly full, a writer that is faster) the file grows with the write.
/// </summary>
internal sealed class SegmentRoom : IDisposable
{
    // Written under the lock, so a writer waits for one slice at most.
    private const int SliceBytes = 256 << 10;
    private const int SlicesPerFlush = 4;

    // Room is a luxury: the last of a disk belongs to the records.
    private const int FreeShare = 16;

    private static readonly byte[] Zeros = new byte[SliceBytes];
    private readonly object _gate = new();
    private readonly long _roomBytes;
    private readonly long _sliceBytes;
    private readonly IStableStorage _storage;
    private readonly Thread? _thread;
    private SegmentFile? _segment;
    private long _limit;
    private long _written;
    private long _zeroed;
    private bool _closed;

    public SegmentRoom(long roomBytes, IStableStorage storage)
    {
        _roomBytes = roomBytes;
        // Where half of the room is missing, a slice fits.
        _sliceBytes = Math.Min(SliceBytes, roomBytes / 2);
        _storage = storage;
        if (_sliceBytes <= 0)
            return;
        _thread = new Thread(Work) { IsBackground = true, Name = "event-store-room" };
        _thread.Start();
    }

    /// <summary>Keeps room in <paramref name="segment"/> from now on, up to <paramref name="limit"/>.</summary>
    public void Begin(SegmentFile segment, long written, long limit)
    {
        lock (_gate)
        {
            (_segment, _written, _zeroed, _limit) = (segment, written, written, limit);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Writes records behind the last ones.</summary>
    public void Write(SafeFileHandle file, ReadOnlySpan<byte> records, long offset)
    {
        lock (_gate)
        {
            RandomAccess.Write(file, records, offset);
            _written = offset + records.Length;
            _zeroed = Math.Max(_zeroed, _written);
            if (_zeroed - _written < _roomBytes / 2)
                Monitor.Pulse(_gate);
        }
    }

    /// <summary>Cuts the segment to its records. It gets no more room before the next <see cref="Begin"/>.</summary>
    public void End(SafeFileHandle file, long length)
    {
        lock (_gate)
        {
            _segment = null;
            RandomAccess.SetLength(file, length);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }
        _thread?.Join();
    }

    private void Work()
    {
        while (Next() is { } segment)
        {
            try
            {
                // A descriptor of its own: the kernel reports a failed flush once to each, and the writer must hear of it.
                using var file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
                while (Zero(segment, file))
                    _storage.Flush(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The writer meets the same disk and says what is wrong with it; here it only costs speed.
                GiveUp(segment);
            }
        }
    }

    private SegmentFile? Next()
    {
        lock (_gate)
        {
            while (!_closed && (_segment is null || !Wanted()))
                Monitor.Wait(_gate);
            return _closed ? null : _segment;
        }
    }

    private bool Wanted() => _zeroed < _limit && _zeroed - _written < _roomBytes / 2;

    private bool Zero(SegmentFile segment, SafeFileHandle file)
    {
        if (new DriveInfo(segment.Path).AvailableFreeSpace < (long)FreeShare * SliceBytes * SlicesPerFlush)
        {
            GiveUp(segment);
            return false;
        }
        var any = false;
        for (var slice = 0; slice < SlicesPerFlush; slice++)
            any |= ZeroSlice(segment, file);
        return any;
    }

    private bool ZeroSlice(SegmentFile segment, SafeFileHandle file)
    {
        lock (_gate)
        {
            var bytes = (int)Math.Min(_sliceBytes, _limit - _zeroed);
            // A whole slice or nothing: behind a busy writer a little is always missing, and a flush for each little would hold up the writer's own.
            if (_closed || _segment != segment || bytes <= 0 || _zeroed + bytes > _written + _roomBytes)
                return false;
            RandomAccess.Write(file, Zeros.AsSpan(0, bytes), _zeroed);
            _zeroed += bytes;
            return true;
        }
    }

    private void GiveUp(SegmentFile segment)
    {
        lock (_gate)
            if (_segment == segment)
                _segment = null;
    }
}
