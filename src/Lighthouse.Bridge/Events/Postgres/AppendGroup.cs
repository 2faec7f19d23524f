using Lighthouse.Bridge.Events.Appending;
using Lighthouse.Bridge.Events.Records;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>Appends that are stored together, and their sealed records for the place where they would come to lie. It is used again and again.</summary>
internal sealed class AppendGroup(IRecordSeal seal, string nodeId)
{
    private readonly SealedRecords _records = new(seal, nodeId);
    private readonly List<PendingAppend> _appends = [];
    private readonly List<PendingAppend> _outdone = [];
    private readonly List<EventClaim> _claims = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private int _sealed;

    /// <summary>Bytes of its records when all are sealed.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes of all that it has to answer, stored or not.</summary>
    public long AddedBytes { get; private set; }

    /// <summary>How many appends it has to answer.</summary>
    public int Count => _appends.Count + _outdone.Count;

    /// <summary>Whether nothing of it is to be stored.</summary>
    public bool IsEmpty => _appends.Count == 0;

    public StoreHead From { get; private set; }

    public StoreHead To => new(From.Sequence + _records.Sizes.Count, _records.Head);

    /// <summary>The rows in order, each with as many sealed records as fit.</summary>
    public List<ReadOnlyMemory<byte>> Rows => _records.Rows;

    /// <summary>The sequences with which the rows begin.</summary>
    public List<long> Places => _records.Places;

    /// <summary>Bytes of each record.</summary>
    public List<int> Sizes => _records.Sizes;

    /// <summary>What its events claim.</summary>
    public IReadOnlyList<EventClaim> Claims => _claims;

    /// <summary>The events with the sizes of their records.</summary>
    public IEnumerable<(StoredEvent Event, int Size)> Events
    {
        get
        {
            var record = 0;
            foreach (var events in _records.Events)
                foreach (var e in events)
                    yield return (e, Sizes[record++]);
        }
    }

    /// <summary>Adds an append; one that claims what an earlier one of the group claims is only answered.</summary>
    public void Add(PendingAppend append)
    {
        AddedBytes += append.Bytes;
        if (!TakeClaims(append))
        {
            _outdone.Add(append);
            return;
        }

        _appends.Add(append);
        Bytes += append.Bytes;
    }

    /// <summary>Gives up what is sealed: the records will lie behind <paramref name="head"/>.</summary>
    public void Begin(StoreHead head)
    {
        From = head;
        _records.Begin(head);
        _sealed = 0;
    }

    /// <summary>Seals what is not sealed yet.</summary>
    public void Seal(long timestampNs)
    {
        for (; _sealed < _appends.Count; _sealed++) _records.Add(_appends[_sealed], timestampNs);
    }

    /// <summary>Whether the group is sealed, and for the place behind <paramref name="head"/>.</summary>
    public bool IsSealedFor(StoreHead head) => From == head && _sealed == _appends.Count;

    /// <summary>Takes the appends over from who may cancel them, and leaves out what was cancelled.</summary>
    public void Start()
    {
        _outdone.RemoveAll(append => !append.TryStart());
        if (_appends.RemoveAll(append => !append.TryStart()) > 0) Changed();
    }

    /// <summary>Refuses the appends of which a claim is taken; false when none is.</summary>
    public bool Refuse(IReadOnlySet<string> taken)
    {
        var outdone = _appends.FindAll(append => ClaimsOf(append).Any(claim => taken.Contains(claim.Key)));
        if (outdone.Count == 0) return false;
        foreach (var append in outdone)
        {
            _appends.Remove(append);
            append.Failed(Conflict());
        }

        Changed();
        Answers.Give(outdone);
        return true;
    }

    /// <summary>The group is stored.</summary>
    public void Complete()
    {
        for (var i = 0; i < _appends.Count; i++) _appends[i].Stored(_records.Events[i]);
        foreach (var append in _outdone) append.Failed(Conflict());
        PayloadBuffers.TakeBack(_appends);
        Answer();
    }

    /// <summary>The group is not stored, or nobody knows.</summary>
    public void Fail(EventStoreException cause)
    {
        foreach (var append in _appends) append.Failed(cause);
        foreach (var append in _outdone) append.Failed(cause);
        Answer();
    }

    private void Answer()
    {
        Answers.Give(_appends);
        Answers.Give(_outdone);
        _appends.Clear();
        _outdone.Clear();
        _claims.Clear();
        _taken.Clear();
        Bytes = AddedBytes = 0;
        Begin(From);
    }

    // Nothing is sealed for the appends that are left.
    private void Changed()
    {
        _claims.Clear();
        Bytes = 0;
        foreach (var append in _appends)
        {
            _claims.AddRange(ClaimsOf(append));
            Bytes += append.Bytes;
        }

        Begin(From);
    }

    private bool TakeClaims(PendingAppend append)
    {
        var before = _claims.Count;
        foreach (var e in append.Events)
            foreach (var claim in e.Claims)
            {
                if (_taken.Add(claim.Key))
                {
                    _claims.Add(claim);
                    continue;
                }

                for (var i = before; i < _claims.Count; i++) _taken.Remove(_claims[i].Key);
                _claims.RemoveRange(before, _claims.Count - before);
                return false;
            }

        return true;
    }

    private static IEnumerable<EventClaim> ClaimsOf(PendingAppend append) => append.Events.SelectMany(e => e.Claims);

    private static EventStoreException Conflict() =>
        new(EventStoreError.Conflict, "LHB6313: another event decided before what this one would decide; nothing of the append was stored.");
}
