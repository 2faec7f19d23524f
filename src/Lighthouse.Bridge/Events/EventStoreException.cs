namespace Lighthouse.Bridge.Events;

/// <summary>Why the store refused.</summary>
public enum EventStoreError
{
    /// <summary>An event or an append exceeds a size limit (LH6101, LH6102, LH6103).</summary>
    TooLarge,

    /// <summary>An event cannot be stored as JSON, or nests too deeply (LH6104, LH6105).</summary>
    Invalid,

    /// <summary>Too many bytes wait for the disk; later may work (LH6110).</summary>
    Overloaded,

    /// <summary>The events could not be stored; they were not acknowledged (LH6111, LH6112, LH6113).</summary>
    NotWritable,

    /// <summary>Another process has the store open (LH6120).</summary>
    Locked,

    /// <summary>The stored bytes do not verify with the given key at all (LH6121).</summary>
    WrongKey,
}

/// <summary>The store refused or failed; the message holds a code, what is allowed and what to do.</summary>
public sealed class EventStoreException(EventStoreError error, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Why.</summary>
    public EventStoreError Error { get; } = error;
}
