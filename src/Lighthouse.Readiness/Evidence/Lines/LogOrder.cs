namespace Lighthouse.Readiness.Evidence.Lines;

/// <summary>The order of a log: the day is opened once, first; it is closed once, last. Writer and reader hold to the same.</summary>
internal sealed class LogOrder
{
    private bool _opened;

    /// <summary>Whether the day was closed.</summary>
    public bool Closed { get; private set; }

    /// <summary>What forbids this entry here, or null.</summary>
    public (string Code, string Message)? Problem(EvidenceEntry entry) => entry switch
    {
        _ when Closed => (EvidenceCodes.OutOfOrder, "the day was closed before; nothing can follow its closing."),
        DayOpened when _opened => (EvidenceCodes.OutOfOrder, "the day was opened before; it is opened once."),
        not DayOpened when !_opened => (EvidenceCodes.NotOpened, "the log does not begin with the day's opening."),
        _ => null,
    };

    /// <summary>Notes an entry that was written or accepted.</summary>
    public void Accept(EvidenceEntry entry)
    {
        _opened = true;
        Closed = entry is DayClosed;
    }
}
