using Lighthouse.Bridge.Events.Segments;
using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.Events.Appending;

/// <summary>Writes whole groups of records at the end of the newest segment.</summary>
internal sealed class SegmentWriter : IDisposable
{
    private readonly string _directory;
    private readonly long _segmentBytes;
    private readonly IStableStorage _storage;
    private SafeFileHandle? _file;

    public SegmentWriter(string directory, long segmentBytes, SegmentFile active, long length, IStableStorage storage)
    {
        _directory = directory;
        _segmentBytes = segmentBytes;
        _storage = storage;
        Segment = active;
        Length = length;
    }

    public SegmentFile Segment { get; private set; }

    /// <summary>Where the next record goes.</summary>
    public long Length { get; private set; }

    /// <summary>Makes room for a group: opens the segment, or begins the next one when it is full.</summary>
    public void Prepare()
    {
        if (Length < _segmentBytes)
        {
            _file ??= Open(Segment);
            return;
        }
        var next = SegmentFile.Numbered(_directory, Segment.Number + 1);
        var file = Open(next);
        _file?.Dispose();
        (_file, Segment, Length) = (file, next, 0);
    }

    public void Write(ReadOnlySpan<byte> group) => RandomAccess.Write(_file!, group, Length);

    public void Flush() => _storage.Flush(_file!);

    public void Accept(int bytes) => Length += bytes;

    /// <summary>Removes what a failed write left behind the last whole record.</summary>
    public void CutBack() => RandomAccess.SetLength(_file!, Length);

    public void Dispose() => _file?.Dispose();

    private SafeFileHandle Open(SegmentFile segment)
    {
        var created = !File.Exists(segment.Path);
        var file = File.OpenHandle(segment.Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            if (created)
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
