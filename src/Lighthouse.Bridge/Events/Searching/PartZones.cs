using Lighthouse.Bridge.Events.Records;

namespace Lighthouse.Bridge.Events.Searching;

/// <summary>What is known of ranges of sequences in one part of a segment, gathered without a lock and then added to the store's.</summary>
internal sealed class PartZones
{
    private readonly Dictionary<long, Zone> _zones = [];
    private long _key = -1;
    private Zone _zone = new();

    /// <summary>The ranges by their number: the sequence without the lowest <see cref="EventZones.FirstShift"/> bits.</summary>
    public IReadOnlyDictionary<long, Zone> Zones => _zones;

    /// <summary>Notes a record.</summary>
    public void Note(in RecordHead head, ReadOnlySpan<byte> payload)
    {
        if (head.Sequence >> EventZones.FirstShift is var key && key != _key)
            GoTo(key);
        var marks = default(EventMarks);
        PayloadHead.Note(payload, ref marks);
        _zone.Note(head.TimestampNs, marks);
    }

    private void GoTo(long key)
    {
        if (!_zones.TryGetValue(key, out var zone))
            _zones.Add(key, zone = new Zone());
        (_key, _zone) = (key, zone);
    }
}
