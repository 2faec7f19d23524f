using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lighthouse.Bridge.Events.Sealing;

/// <summary>
/// Verifies the HMAC-SHA256 of 16 records at once. For verifying only: each seal is a part of what the next record seals, so records
/// are sealed one after the other. Exists only where the processor has such vectors and the seals are the same as the single ones.
/// </summary>
internal sealed class WideHmac
{
    // A block in all lanes costs about as much as this many by the processor's instructions for one message.
    private const int LanesToGain = 8;
    private const int PadBytes = 1 + sizeof(ulong);
    private const uint PadBit = 0x8000_0000;
    private const uint OuterBits = (WideSha256.BlockBytes + IRecordSeal.Size) * 8;
    private readonly WideState _inner;
    private readonly WideState _outer;

    private WideHmac(ReadOnlySpan<uint> inner, ReadOnlySpan<uint> outer)
    {
        for (var word = 0; word < WideSha256.StateWords; word++)
            (_inner[word], _outer[word]) = (Vector512.Create(inner[word]), Vector512.Create(outer[word]));
    }

    /// <summary>The hash that goes on from a key's two blocks; null where it cannot be had.</summary>
    public static WideHmac? TryCreate(PaddedHmac single)
    {
        if (!WideSha256.IsSupported)
            return null;
        var wide = new WideHmac(single.InnerWords, single.OuterWords);
        return wide.AgreesWith(single) ? wide : null;
    }

    /// <summary>See <see cref="IManySeals.VerifyAll"/>.</summary>
    public bool VerifyAll(ReadOnlySpan<byte> records, ReadOnlySpan<int> sizes)
    {
        Span<byte> mark = stackalloc byte[WideWork.Line];
        // As much more as has what is called from here begin at a line, too: the runtime puts vectors that it has no register for on the stack.
        Span<byte> room = stackalloc byte[WideWork.Bytes + WideWork.BeyondLine(mark)];
        return VerifyAll(ref WideWork.In(room), records, sizes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool VerifyAll(ref WideWork work, ReadOnlySpan<byte> records, ReadOnlySpan<int> sizes)
    {
        Span<Lane> lanes = stackalloc Lane[WideSha256.Lanes];
        var (start, most, all) = (0, 0, 0);
        for (var i = 0; i < sizes.Length; i++)
        {
            lanes[i] = new Lane(start, sizes[i] - IRecordSeal.Size);
            start += sizes[i];
            most = Math.Max(most, lanes[i].Blocks);
            all += lanes[i].Blocks;
        }
        if (all < most * LanesToGain)
            return false;
        Inner(ref work, records, lanes, most);
        Outer(ref work);
        return AreSeals(work.State, records, lanes[..sizes.Length]);
    }

    private void Inner(ref WideWork work, ReadOnlySpan<byte> records, ReadOnlySpan<Lane> lanes, int most)
    {
        Span<uint> counts = stackalloc uint[WideSha256.Lanes];
        for (var i = 0; i < lanes.Length; i++)
            counts[i] = (uint)lanes[i].Blocks;
        var blocks = Vector512.Create<uint>(counts);
        work.State = _inner;
        for (var block = 0; block < most; block++)
        {
            for (var i = 0; i < lanes.Length; i++)
                work.Words[i] = lanes[i].Words(records, block);
            WideSha256.Transpose(ref work.Words);
            WideSha256.Compress(ref work.State, ref work.Words);
            var ends = Vector512.Equals(blocks, Vector512.Create((uint)block + 1));
            if (ends == Vector512<uint>.Zero)
                continue;
            for (var word = 0; word < WideSha256.StateWords; word++)
                work.Hashes[word] = Vector512.ConditionalSelect(ends, work.State[word], work.Hashes[word]);
        }
    }

    private void Outer(ref WideWork work)
    {
        work.Words = default;
        for (var word = 0; word < WideSha256.StateWords; word++)
            work.Words[word] = work.Hashes[word];
        work.Words[WideSha256.StateWords] = Vector512.Create(PadBit);
        work.Words[WideSha256.BlockWords - 1] = Vector512.Create(OuterBits);
        work.State = _outer;
        WideSha256.Compress(ref work.State, ref work.Words);
    }

    // Every byte of every seal is looked at, so that the time tells nothing about where one differs.
    private static bool AreSeals(in WideState hashes, ReadOnlySpan<byte> records, ReadOnlySpan<Lane> lanes)
    {
        Span<uint> words = stackalloc uint[WideSha256.Lanes];
        var difference = 0u;
        for (var word = 0; word < WideSha256.StateWords; word++)
        {
            hashes[word].CopyTo(words);
            for (var i = 0; i < lanes.Length; i++)
                difference |= words[i] ^ BinaryPrimitives.ReadUInt32BigEndian(records[(lanes[i].Start + lanes[i].Length + (word * sizeof(uint)))..]);
        }
        return difference == 0;
    }

    private bool AgreesWith(PaddedHmac single)
    {
        const int shortest = 40;
        Span<int> sizes = stackalloc int[WideSha256.Lanes];
        for (var i = 0; i < sizes.Length; i++)
            sizes[i] = shortest + IRecordSeal.Size + (i * 3);
        Span<byte> records = stackalloc byte[WideSha256.Lanes * (shortest + IRecordSeal.Size + (WideSha256.Lanes * 3))];
        for (var i = 0; i < records.Length; i++)
            records[i] = (byte)i;
        var start = 0;
        foreach (var size in sizes)
        {
            var content = records.Slice(start, size - IRecordSeal.Size);
            single.Compute(content, records.Slice(start + content.Length, IRecordSeal.Size));
            start += size;
        }
        if (!VerifyAll(records, sizes))
            return false;
        records[start - 1] ^= 1;
        return !VerifyAll(records, sizes);
    }

    /// <summary>Where the sealed part of a record lies. The default is a lane that is not used.</summary>
    private readonly record struct Lane(int Start, int Length)
    {
        /// <summary>Its blocks with the padding, without the key's.</summary>
        public int Blocks => Length == 0 ? 0 : (Length + PadBytes + WideSha256.BlockBytes - 1) / WideSha256.BlockBytes;

        public Vector512<uint> Words(ReadOnlySpan<byte> records, int block)
        {
            var at = block * WideSha256.BlockBytes;
            return at + WideSha256.BlockBytes <= Length ? WideSha256.Words(records.Slice(Start + at, WideSha256.BlockBytes))
                : block < Blocks ? LastWords(records.Slice(Start, Length), at, isLast: block == Blocks - 1)
                : Vector512<uint>.Zero;
        }

        private static Vector512<uint> LastWords(ReadOnlySpan<byte> content, int at, bool isLast)
        {
            Span<byte> padded = stackalloc byte[WideSha256.BlockBytes];
            padded.Clear();
            if (at <= content.Length)
            {
                content[at..].CopyTo(padded);
                padded[content.Length - at] = 0x80;
            }
            if (isLast)
                BinaryPrimitives.WriteUInt64BigEndian(padded[^sizeof(ulong)..], ((ulong)content.Length + WideSha256.BlockBytes) * 8);
            return WideSha256.Words(padded);
        }
    }
}
