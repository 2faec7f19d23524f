using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Evidence;

/// <summary>Appends to the evidence log of a day. One process at a time; every record is on stable storage before the call returns.</summary>
public sealed class EvidenceLog : IDisposable
{
    /// <summary>Opens a log for appending, making it when it is missing; checks what it already holds.</summary>
    /// <param name="path">The log file.</param>
    /// <param name="identity">The run; every record of the file must be of the same.</param>
    /// <param name="day">The day's name.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="EvidenceException">Another process writes it, it is damaged, or it belongs to another run.</exception>
    public static EvidenceLog Open(string path, RunIdentity identity, string day, TimeProvider time) => throw new NotSupportedException();

    /// <summary>The end of the log as written so far.</summary>
    public EvidenceHead Head => throw new NotSupportedException();

    /// <summary>Appends one record and waits until it is stored.</summary>
    /// <exception cref="EvidenceException">It could not be stored (a full disk, say).</exception>
    public EvidenceRecord Append(EvidenceEntry entry) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotSupportedException();
}

/// <summary>Reads and checks an evidence log; trusts nothing in it.</summary>
public static class EvidenceReader
{
    /// <summary>Reads a log and checks its chain, its sequence and, where given, its identity and its head.</summary>
    public static EvidenceReading Read(string path, RunIdentity? expected = null, EvidenceHead? head = null) => throw new NotSupportedException();
}

/// <summary>What a log was found to hold.</summary>
/// <param name="Path">The file.</param>
/// <param name="Records">The records before the first fault.</param>
/// <param name="Faults">What does not fit; empty for a log that can be believed.</param>
/// <param name="Head">The end of the believed part.</param>
public sealed record EvidenceReading(string Path, IReadOnlyList<EvidenceRecord> Records, IReadOnlyList<EvidenceFault> Faults, EvidenceHead Head)
{
    /// <summary>Whether it holds at least one record, ends as it should, and nothing in it is at fault.</summary>
    public bool IsIntact => Faults.Count == 0 && Records.Count > 0;
}

/// <summary>Something in a log that does not fit.</summary>
/// <param name="Code">Stable code, <c>LH30xx</c>.</param>
/// <param name="Line">Line in the file, from 1; 0 for the file as a whole.</param>
/// <param name="Message">What is wrong.</param>
public sealed record EvidenceFault(string Code, int Line, string Message);

/// <summary>Evidence could not be written or opened.</summary>
public sealed class EvidenceException(string message, Exception? inner = null) : Exception(message, inner);
