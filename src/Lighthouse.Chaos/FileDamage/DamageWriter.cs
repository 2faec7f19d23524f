namespace Lighthouse.Chaos.FileDamage;

/// <summary>Makes the damaged bytes of a file, at a seeded place, and says what it did.</summary>
internal static class DamageWriter
{
    /// <summary>The damaged bytes, and what was changed.</summary>
    /// <exception cref="ChaosException">The file has no place for the damage.</exception>
    public static (byte[] Bytes, string What) Damage(byte[] bytes, FileDamageOptions options)
    {
        var records = options.Records;
        if (records.Count > 0 && records[^1].End > bytes.LongLength)
            throw new ChaosException($"LHC4311: the records end at {records[^1].End}, and the file has {bytes.LongLength} bytes; read the places again.");
        return options.Kind switch
        {
            DamageKind.FlippedByte => Flip(bytes, Any(records, options.Random), 0, null, options.Random),
            DamageKind.DamagedLength => Flip(bytes, Any(records, options.Random), options.LengthFieldOffset, options.LengthFieldSize, options.Random),
            DamageKind.CutTail => Cut(bytes, records[options.Random.Next(Math.Max(1, records.Count - 5), records.Count)].Offset),
            DamageKind.TornTail => Cut(bytes, records[^1].Offset + options.Random.Next(1, records[^1].Length)),
            DamageKind.SwappedRecords => Swap(bytes, records, options.Random),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Kind, "LHC4312: this damage does not work on bytes."),
        };
    }

    private static RecordSpan Any(IReadOnlyList<RecordSpan> records, Random random) => records[random.Next(records.Count)];

    private static (byte[] Bytes, string What) Flip(byte[] bytes, RecordSpan record, int from, int? length, Random random)
    {
        var place = record.Offset + from + random.Next(length ?? record.Length);
        var damaged = (byte[])bytes.Clone();
        damaged[place] ^= (byte)(1 << random.Next(8));
        return (damaged, $"byte {place} in the record at {record.Offset}: {bytes[place]:x2} -> {damaged[place]:x2}");
    }

    private static (byte[] Bytes, string What) Cut(byte[] bytes, long length) =>
        (bytes[..(int)length], $"cut from {bytes.LongLength} to {length} bytes");

    private static (byte[] Bytes, string What) Swap(byte[] bytes, IReadOnlyList<RecordSpan> records, Random random)
    {
        var first = random.Next(records.Count - 1);
        var second = random.Next(first + 1, records.Count);
        var (one, other) = (records[first], records[second]);
        byte[] damaged =
        [
            .. bytes[..(int)one.Offset], .. Of(other), .. bytes[(int)one.End..(int)other.Offset], .. Of(one), .. bytes[(int)other.End..],
        ];
        return damaged.AsSpan().SequenceEqual(bytes)
            ? throw new ChaosException($"LHC4313: the records at {one.Offset} and {other.Offset} are the same, so that swapping them does nothing.")
            : (damaged, $"records at {one.Offset} and {other.Offset} swapped");

        byte[] Of(RecordSpan record) => bytes[(int)record.Offset..(int)record.End];
    }
}
