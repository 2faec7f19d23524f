namespace Lighthouse.Bridge.State;

/// <summary>
/// Which events were applied, for a part that takes its own as they are stored and those of other instances as they come: the two may cross,
/// but none may count twice. What is older than the newest ones that are remembered counts as applied. Guarded by its owner.
/// </summary>
internal sealed class AppliedSequences
{
    private const int Remembered = 1_024;
    private readonly SortedSet<long> _above = [];
    private long _upTo;

    /// <summary>The newest one.</summary>
    public long Newest => _above.Count == 0 ? _upTo : _above.Max;

    /// <summary>True the first time.</summary>
    public bool TryAdd(long sequence)
    {
        if (sequence <= _upTo || !_above.Add(sequence)) return false;
        if (_above.Count <= Remembered) return true;
        _upTo = _above.Min;
        _above.Remove(_upTo);
        return true;
    }

    /// <summary>Everything up to this one was applied.</summary>
    public void Restore(long upTo) => _upTo = upTo;
}
