using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.Events.Archiving;

/// <summary>
/// Where the blocks of a compressed segment lie. As long as each head stands where the one before says, heads are believed until
/// the block is read; where one does not, the file is searched for blocks whose seal verifies.
/// </summary>
internal sealed class BlockTable
{
    // A file made of nothing but false beginnings would otherwise cost a hash for every few bytes.
    private const long SearchBudget = 256L << 20;
    private const int MaxBlocks = 1 << 20;
    private readonly SafeFileHandle _file;
    private readonly IRecordSeal _seal;
    private readonly long _segment;
    private readonly long _end;
    private readonly List<long> _offsets = [];
    private readonly List<string> _damage = [];
    private readonly byte[] _window = new byte[CompressedFormat.MaxBlock];
    private long _hashed;

    public BlockTable(SafeFileHandle file, long segment, IRecordSeal seal)
    {
        _file = file;
        _segment = segment;
        _seal = seal;
        _end = RandomAccess.GetLength(file);
        Walk();
    }

    /// <summary>Blocks that there must be: one more than the highest number found.</summary>
    public int Count => _offsets.Count;

    public IReadOnlyList<string> Damage => _damage;

    /// <summary>Offset of a block in the file; null when it was not found.</summary>
    public long? OffsetOf(int number) => number < _offsets.Count && _offsets[number] > 0 ? _offsets[number] : null;

    private void Walk()
    {
        long at = CompressedFormat.HeaderSize;
        long last = 0;
        while (at < _end)
        {
            if (Head(at) is { } head && head.Number == _offsets.Count && head.Segment == _segment)
            {
                last = at;
                at += head.FileLength;
                _offsets.Add(last);
                continue;
            }
            _damage.Add($"no block where one must begin, at byte {at:N0}");
            // The head before may have lied about its length, so the search begins right behind it.
            if (Search(Math.Max(last, CompressedFormat.HeaderSize - 1) + 1) is not { } found)
                return;
            Note(found.Head.Number, found.Offset);
            last = found.Offset;
            at = found.Offset + found.Head.FileLength;
        }
    }

    private void Note(int number, long offset)
    {
        while (_offsets.Count <= number)
            _offsets.Add(0);
        _offsets[number] = offset;
    }

    /// <summary>The next block that verifies and is not known yet.</summary>
    private (BlockHead Head, long Offset)? Search(long from)
    {
        for (; _hashed <= SearchBudget && NextMagic(from) is { } at; from = at + 1)
        {
            if (Head(at) is not { } head || head.Segment != _segment || head.Number >= MaxBlocks || OffsetOf(head.Number) is not null)
                continue;
            var block = _window.AsSpan(0, Read(at, Math.Min(head.FileLength, _window.Length)));
            _hashed += block.Length;
            if (block.Length == head.FileLength && _seal.Verify(block[..^IRecordSeal.Size], block[^IRecordSeal.Size..]))
                return (head, at);
        }
        return null;
    }

    private BlockHead? Head(long at) =>
        CompressedFormat.TryReadBlockHead(_window.AsSpan(0, Read(at, CompressedFormat.BlockHeadSize)), out var head) ? head : null;

    private long? NextMagic(long from)
    {
        while (from < _end)
        {
            var window = _window.AsSpan(0, Read(from, _window.Length));
            var at = window.IndexOf(CompressedFormat.BlockMagic);
            if (at >= 0)
                return from + at;
            if (window.Length < _window.Length)
                return null;
            from += window.Length - (CompressedFormat.BlockMagic.Length - 1);
        }
        return null;
    }

    private int Read(long at, int count)
    {
        try
        {
            return RandomAccess.Read(_file, _window.AsSpan(0, count), at);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
