using System.Buffers.Binary;

namespace Lighthouse.Bridge.Tests.Events;

/// <summary>Finds the records of an undamaged segment by the documented layout alone.</summary>
internal static class StoredRecords
{
    public static List<(int Offset, int Size, long Sequence)> Of(byte[] segment)
    {
        var records = new List<(int, int, long)>();
        for (var at = 0; at < segment.Length;)
        {
            var size = 64 + BinaryPrimitives.ReadInt32LittleEndian(segment.AsSpan(at + 4)) + 32;
            records.Add((at, size, BinaryPrimitives.ReadInt64LittleEndian(segment.AsSpan(at + 8))));
            at += size;
        }
        return records;
    }
}
