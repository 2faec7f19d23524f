namespace Lighthouse.Bridge.Events;

/// <summary>Why the store refused.</summary>
public enum EventStoreError
{
    /// <summary>An event or an append exceeds a size limit (LHB6101, LHB6102, LHB6103).</summary>
    TooLarge,

    /// <summary>An event cannot be stored as JSON, or nests too deeply (LHB6104, LHB6105).</summary>
    Invalid,

    /// <summary>Too many bytes wait for the disk; later may work (LHB6110).</summary>
    Overloaded,

    /// <summary>The events could not be stored; they were not acknowledged (LHB6111, LHB6112, LHB6113; LHB6310, LHB6311, LHB6312).</summary>
    NotWritable,

    /// <summary>Another process has the store open, or the name of this node, or an older bridge the tables (LHB6120, LHB6322, LHB6325).</summary>
    Locked,

    /// <summary>The stored bytes do not verify with the given key at all (LHB6121, LHB6321).</summary>
    WrongKey,

    /// <summary>Another event has taken a claim of the append before; nothing of it was stored (LHB6313).</summary>
    Conflict,
}

/// <summary>The store refused or failed; the message holds a code, what is allowed and what to do.</summary>
public sealed class EventStoreException(EventStoreError error, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Why.</summary>
    public EventStoreError Error { get; } = error;
}
