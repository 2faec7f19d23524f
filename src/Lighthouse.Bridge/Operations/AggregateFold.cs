using System.Runtime.InteropServices;
using System.Text.Json;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Http;

namespace Lighthouse.Bridge.Operations;

/// <summary>Folds the events of one aggregate: the last value of each member of their data counts.</summary>
internal sealed class AggregateFold(string aggregateType, string aggregateId)
{
    private const long MostBytes = 4 << 20;

    // Bytes, not elements: an element would keep the whole data of its event in memory.
    private readonly Dictionary<string, byte[]> _members = new(StringComparer.Ordinal);
    private long _bytes;
    private long _first;
    private StoredEvent? _last;

    public string AggregateType => aggregateType;

    public string AggregateId => aggregateId;

    /// <summary>How many events were folded.</summary>
    public long Version { get; private set; }

    /// <exception cref="RefusalException">422 when the state grows beyond what is answered.</exception>
    public void Add(StoredEvent stored)
    {
        if (Version++ == 0) _first = stored.Sequence;
        _last = stored;
        if (stored.Event.Data.ValueKind != JsonValueKind.Object) return;
        foreach (var member in stored.Event.Data.EnumerateObject())
        {
            var value = JsonMarshal.GetRawUtf8Value(member.Value).ToArray();
            _bytes += value.Length + (_members.TryGetValue(member.Name, out var before) ? -before.Length : member.Name.Length);
            _members[member.Name] = value;
        }
        if (_bytes > MostBytes)
            throw new RefusalException(StatusCodes.Status422UnprocessableEntity, "state_too_large", "The aggregate's state is larger than 4 MB.");
    }

    public StateReply Reply(bool isPartial) => new(
        aggregateType, aggregateId, Version, _members.ToDictionary(member => member.Key, member => JsonElement.Parse(member.Value)), _first,
        _last!.Sequence, _last.TimestampNs / 1e9, isPartial);
}
