using Lighthouse.Bridge.Events.Appending;
using Lighthouse.Bridge.Events.Records;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>Appends that are stored together, and their sealed records for the place where they would come to lie.</summary>
internal sealed class AppendGroup
{
    private readonly RecordGroup _records;
    private readonly List<PendingAppend> _appends = [];
    private readonly List<PendingAppend> _outdone = [];
    private byte[][] _bytes = [];

    public AppendGroup(IReadOnlyList<PendingAppend> appends, RecordGroup records)
    {
        _records = records;
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var append in appends)
        {
            var claims = ClaimsOf(append).Select(claim => claim.Key).ToList();
            if (claims.Distinct(StringComparer.Ordinal).Count() == claims.Count && !claims.Exists(taken.Contains))
            {
                taken.UnionWith(claims);
                _appends.Add(append);
            }
            else _outdone.Add(append);
        }
    }

    public bool IsEmpty => _appends.Count == 0;

    public StoreHead From { get; private set; }

    public StoreHead To { get; private set; }

    public byte[][] Records => _bytes;

    public IReadOnlyList<EventClaim> Claims => [.. _appends.SelectMany(ClaimsOf)];

    /// <summary>The events with the sizes of their records.</summary>
    public IEnumerable<(StoredEvent Event, int Size)> Events
    {
        get
        {
            var record = 0;
            foreach (var events in _records.Events)
                foreach (var e in events)
                    yield return (e, _records.Records[record++].Size);
        }
    }

    /// <summary>Seals the records for the place behind <paramref name="head"/>.</summary>
    public void Build(StoreHead head, long timestampNs)
    {
        _records.Build(_appends, head.Sequence, head.Record, timestampNs);
        _bytes = new byte[_records.Records.Count][];
        var at = 0;
        for (var i = 0; i < _bytes.Length; i++)
        {
            _bytes[i] = _records.Bytes.Slice(at, _records.Records[i].Size).ToArray();
            at += _bytes[i].Length;
        }

        (From, To) = (head, new StoreHead(head.Sequence + _bytes.Length, _records.Head));
    }

    /// <summary>Refuses the appends of which a claim is taken; false when none is.</summary>
    public bool Refuse(IReadOnlySet<string> taken)
    {
        var outdone = _appends.Where(append => ClaimsOf(append).Any(claim => taken.Contains(claim.Key))).ToList();
        foreach (var append in outdone)
        {
            _appends.Remove(append);
            append.Failed(Conflict());
        }

        Answers.Give(outdone);
        return outdone.Count > 0;
    }

    /// <summary>The group is stored.</summary>
    public void Complete()
    {
        for (var i = 0; i < _appends.Count; i++) _appends[i].Stored(_records.Events[i]);
        foreach (var append in _outdone) append.Failed(Conflict());
        Answer();
    }

    /// <summary>The group is not stored, or nobody knows.</summary>
    public void Fail(EventStoreException cause)
    {
        foreach (var append in _appends.Concat(_outdone)) append.Failed(cause);
        Answer();
    }

    private void Answer()
    {
        Answers.Give(_appends);
        Answers.Give(_outdone);
    }

    private static IEnumerable<EventClaim> ClaimsOf(PendingAppend append) => append.Events.SelectMany(e => e.Claims);

    private static EventStoreException Conflict() =>
        new(EventStoreError.Conflict, "LHB6313: another event decided before what this one would decide; nothing of the append was stored.");
}
