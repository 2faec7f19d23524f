using System.Buffers;
using System.IO.Compression;
using Lighthouse.Bridge.Events.Segments;
using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.Events.Archiving;

/// <summary>
/// A compressed segment, read a block at a time. Of a block that does not verify, as much as still decompresses is given: whether
/// a record in it is as it was written, its own seal says.
/// </summary>
internal sealed class CompressedBytes : ISegmentBytes
{
    private const int MaxDamage = 100;
    private readonly SafeFileHandle _file;
    private readonly long _segment;
    private readonly IRecordSeal _seal;
    private readonly BlockTable _table;
    private readonly List<string> _damage = [];
    private readonly HashSet<int> _damaged = [];
    private readonly byte[] _stored = new byte[CompressedFormat.MaxBlock];
    private readonly byte[] _block = new byte[CompressedFormat.BlockSize];
    private int _blockNumber = -1;

    public CompressedBytes(SafeFileHandle file, long segment, IRecordSeal seal)
    {
        _file = file;
        _segment = segment;
        _seal = seal;
        Span<byte> header = stackalloc byte[CompressedFormat.HeaderSize];
        var stated = CompressedFormat.ReadHeader(header[..RandomAccess.Read(file, header, 0)], segment, seal);
        _table = new BlockTable(file, segment, seal);
        _damage.AddRange(_table.Damage);
        if (stated is null)
            _damage.Add("the header does not verify");
        Length = Math.Min(stated ?? FoundLength(), (long)_table.Count * CompressedFormat.BlockSize);
        var blocks = (stated + CompressedFormat.BlockSize - 1) / CompressedFormat.BlockSize;
        if (stated is not null && blocks != _table.Count)
            _damage.Add($"{_table.Count:N0} blocks where the header states {blocks:N0}");
    }

    public long Length { get; }

    public IReadOnlyList<string> Damage => _damage;

    public int Read(Span<byte> buffer, long offset)
    {
        var count = (int)Math.Min(buffer.Length, Length - offset);
        if (count <= 0)
            return 0;
        Load((int)(offset / CompressedFormat.BlockSize));
        var part = _block.AsSpan((int)(offset % CompressedFormat.BlockSize));
        if (part.Length > count)
            part = part[..count];
        part.CopyTo(buffer);
        return part.Length;
    }

    public void Dispose() => _file.Dispose();

    /// <summary>The plain length as far as the blocks tell it, for want of a header.</summary>
    private long FoundLength()
    {
        if (_table.Count == 0)
            return 0;
        Span<byte> head = stackalloc byte[CompressedFormat.BlockHeadSize];
        var last = _table.Count - 1;
        var read = RandomAccess.Read(_file, head, _table.OffsetOf(last)!.Value);
        return ((long)last * CompressedFormat.BlockSize) + (CompressedFormat.TryReadBlockHead(head[..read], out var found) ? found.PlainLength : 0);
    }

    private void Load(int number)
    {
        if (number == _blockNumber)
            return;
        _blockNumber = number;
        Array.Clear(_block);
        if (_table.OffsetOf(number) is not { } at)
        {
            Note(number, $"block {number} is missing");
            return;
        }
        var stored = Stored(at);
        if (!CompressedFormat.TryReadBlockHead(stored, out var head))
        {
            Note(number, $"block {number} cannot be read at byte {at:N0}");
            return;
        }
        stored = stored[..Math.Min(stored.Length, head.FileLength)];
        var isSound = stored.Length == head.FileLength && head.Number == number && head.Segment == _segment
            && _seal.Verify(stored[..^IRecordSeal.Size], stored[^IRecordSeal.Size..]);
        var plain = Decompress(isSound ? stored[CompressedFormat.BlockHeadSize..^IRecordSeal.Size] : stored[CompressedFormat.BlockHeadSize..]);
        if (!isSound || plain != head.PlainLength)
            Note(number, $"block {number} at byte {at:N0} is not as it was written");
    }

    /// <summary>Decompresses into the block as far as that goes.</summary>
    private int Decompress(ReadOnlySpan<byte> compressed)
    {
        var written = 0;
        using var decoder = new BrotliDecoder();
        while (written < _block.Length)
        {
            var status = decoder.Decompress(compressed, _block.AsSpan(written), out var consumed, out var more);
            written += more;
            compressed = compressed[consumed..];
            if (status != OperationStatus.DestinationTooSmall || more == 0)
                break;
        }
        return written;
    }

    private ReadOnlySpan<byte> Stored(long at)
    {
        try
        {
            return _stored.AsSpan(0, RandomAccess.Read(_file, _stored, at));
        }
        catch (IOException)
        {
            return [];
        }
    }

    private void Note(int number, string damage)
    {
        if (_damaged.Count < MaxDamage && _damaged.Add(number))
            _damage.Add(damage);
    }
}
