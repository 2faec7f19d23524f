using Lighthouse.Bridge.Events.Segments;
using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.Events.Appending;

/// <summary>Writes whole groups of records at the end of the newest segment. A segment that is left holds its records and nothing else.</summary>
internal sealed class SegmentWriter : IDisposable
{
    private readonly string _directory;
    private readonly long _segmentBytes;
    private readonly IStableStorage _storage;
    private readonly SegmentRoom _room;
    private SafeFileHandle? _file;

    public SegmentWriter(EventStoreOptions options, SegmentFile active, long length, IStableStorage storage)
    {
        _directory = options.Directory;
        _segmentBytes = options.SegmentBytes;
        _storage = storage;
        _room = new SegmentRoom(options.RoomBytes, storage);
        Segment = active;
        Length = length;
    }

    public SegmentFile Segment { get; private set; }

    /// <summary>Where the next record goes.</summary>
    public long Length { get; private set; }

    /// <summary>Whether the next group belongs into the next segment.</summary>
    public bool Full => Length >= _segmentBytes;

    /// <summary>Makes ready for a group: opens the segment, or the next one when it is full.</summary>
    public void Prepare()
    {
        if (_file is not null)
            return;
        if (Full)
            (Segment, Length) = (SegmentFile.Numbered(_directory, Segment.Number + 1), 0);
        _file = Open();
        _room.Begin(Segment, Length, _segmentBytes);
    }

    public void Write(ReadOnlySpan<byte> group) => _room.Write(_file!, group, Length);

    public void Flush() => _storage.Flush(_file!);

    public void Accept(int bytes) => Length += bytes;

    /// <summary>Removes what a failed write left behind the last whole record, and all room.</summary>
    public void CutBack()
    {
        _room.End(_file!, Length);
        _room.Begin(Segment, Length, _segmentBytes);
    }

    /// <summary>Cuts the room off and closes the segment, if it was opened at all.</summary>
    /// <exception cref="IOException">Nothing is known about the disk.</exception>
    public void Leave()
    {
        if (_file is null)
            return;
        _room.End(_file, Length);
        _storage.Flush(_file);
        _file.Dispose();
        _file = null;
    }

    public void Dispose()
    {
        _room.Dispose();
        _file?.Dispose();
    }

    private SafeFileHandle Open()
    {
        var file = File.OpenHandle(Segment.Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            // Room that a killed process left; recovery found it to be empty.
            if (RandomAccess.GetLength(file) > Length)
                RandomAccess.SetLength(file, Length);
            if (Length == 0)
                _storage.FlushDirectory(_directory);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
