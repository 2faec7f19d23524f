namespace Lighthouse.Bridge.Events.Searching;

/// <summary>What is known of one range of sequences.</summary>
internal sealed class Zone
{
    private const int TypeBits = 256;
    private const int AgentBits = 1_024;
    private const int AggregateBits = 3_072;
    private readonly ulong[] _bits = new ulong[(TypeBits + AgentBits + AggregateBits) / 64];

    /// <summary>How many of its sequences were noted.</summary>
    public long Noted { get; set; }

    public long MinNs { get; private set; } = long.MaxValue;

    public long MaxNs { get; private set; } = long.MinValue;

    public void Note(long timestampNs, in EventMarks marks)
    {
        Noted++;
        MinNs = Math.Min(MinNs, timestampNs);
        MaxNs = Math.Max(MaxNs, timestampNs);
        Set(0, TypeBits, marks.Type);
        Set(TypeBits, AgentBits, marks.Agent);
        Set(TypeBits + AgentBits, AggregateBits, marks.Aggregate);
    }

    public void Add(Zone other)
    {
        Noted += other.Noted;
        MinNs = Math.Min(MinNs, other.MinNs);
        MaxNs = Math.Max(MaxNs, other.MaxNs);
        for (var i = 0; i < _bits.Length; i++)
            _bits[i] |= other._bits[i];
    }

    public bool MayHold(EventSelection selection, in WantedMarks wanted) =>
        MaxNs >= selection.FromNs && MinNs <= selection.ToNs
        && (wanted.Type is not { } type || IsSet(0, TypeBits, type))
        && (wanted.Agent is not { } agent || IsSet(TypeBits, AgentBits, agent))
        && (wanted.Aggregate is not { } aggregate || IsSet(TypeBits + AgentBits, AggregateBits, aggregate));

    private void Set(int start, int size, int mark)
    {
        var (first, second) = Places(start, size, mark);
        _bits[first >> 6] |= 1UL << first;
        _bits[second >> 6] |= 1UL << second;
    }

    private bool IsSet(int start, int size, int mark)
    {
        var (first, second) = Places(start, size, mark);
        return (_bits[first >> 6] & (1UL << first)) != 0 && (_bits[second >> 6] & (1UL << second)) != 0;
    }

    private static (int First, int Second) Places(int start, int size, int mark) =>
        (start + (int)((uint)mark % size), start + (int)(((uint)mark >> 16 | (uint)mark << 16) * 2654435769u % size));
}

/// <summary>Hashes of what a search asks for; null does not filter.</summary>
internal readonly record struct WantedMarks(int? Type, int? Agent, int? Aggregate)
{
    public WantedMarks(EventSelection selection) : this(Of(selection.EventType), Of(selection.SourceAgent), Of(selection.AggregateId))
    {
    }

    private static int? Of(string? text) => text is null ? null : EventMarks.Of(text);
}
