using System.Buffers.Binary;
using Lighthouse.Bridge.Events.Records;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>The head row: how many events there must be, and the seal of the last one. It is itself sealed, so that nobody without the key moves it.</summary>
/// <param name="Sequence">Sequence of the newest event; 0 when there is none.</param>
/// <param name="Record">Seal of that event's record.</param>
internal readonly record struct StoreHead(long Sequence, SealValue Record)
{
    private static ReadOnlySpan<byte> Purpose => "lighthouse-head\n"u8;

    /// <summary>The seal of the last record as the row has it.</summary>
    public byte[] RecordBytes()
    {
        var bytes = new byte[IRecordSeal.Size];
        Record.Write(bytes);
        return bytes;
    }

    /// <summary>The row's own seal.</summary>
    public byte[] Sign(IRecordSeal seal)
    {
        var signature = new byte[IRecordSeal.Size];
        seal.Compute(Content(), signature);
        return signature;
    }

    /// <summary>The head that a row states; null when the row does not verify.</summary>
    public static StoreHead? Read(long sequence, byte[] record, byte[] signature, IRecordSeal seal)
    {
        if (sequence < 0 || record.Length != IRecordSeal.Size || signature.Length != IRecordSeal.Size) return null;
        var head = new StoreHead(sequence, SealValue.Read(record));
        return seal.Verify(head.Content(), signature) ? head : null;
    }

    private byte[] Content()
    {
        var content = new byte[Purpose.Length + sizeof(long) + IRecordSeal.Size];
        Purpose.CopyTo(content);
        BinaryPrimitives.WriteInt64LittleEndian(content.AsSpan(Purpose.Length), Sequence);
        Record.Write(content.AsSpan(Purpose.Length + sizeof(long)));
        return content;
    }
}
