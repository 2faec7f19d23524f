using System.Text.Json;
using Lighthouse.Readiness.Evidence.Lines;
using Lighthouse.Readiness.Evidence.Storage;

namespace Lighthouse.Readiness.Evidence;

/// <summary>
/// Appends to the evidence log of a day. One process at a time (the pipeline and the suite take turns); every record is on
/// stable storage before the call returns. Safe for several threads.
/// </summary>
public sealed class EvidenceLog : IDisposable
{
    private readonly Lock _gate = new();
    private readonly StableFile _file;
    private readonly RunIdentity _identity;
    private readonly string _day;
    private readonly TimeProvider _time;
    private readonly LogOrder _order;
    private EvidenceHead _head;

    private EvidenceLog(StableFile file, RunIdentity identity, string day, TimeProvider time, LogChecker checker)
    {
        (_file, _identity, _day, _time) = (file, identity, day, time);
        (_order, _head) = (checker.Order, checker.Head);
    }

    /// <summary>The end of the log as written so far.</summary>
    public EvidenceHead Head
    {
        get
        {
            lock (_gate)
                return _head;
        }
    }

    /// <summary>Opens a log for appending, making it when it is missing; checks what it already holds.</summary>
    /// <param name="path">The log file; its folder must exist.</param>
    /// <param name="identity">The run; every record of the file must be of the same.</param>
    /// <param name="day">The day's name.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="EvidenceException">Another process writes it, it is damaged, torn or closed, or it belongs to another run.</exception>
    public static EvidenceLog Open(string path, RunIdentity identity, string day, TimeProvider time)
    {
        var file = StableFile.Open(path);
        try
        {
            var checker = new LogChecker(identity, day);
            if (EvidenceReader.Walk(file.Content, checker) is { Count: > 0 } faults)
                throw CannotContinue(path, string.Join(" ", faults));
            if (checker.Order.Closed)
                throw CannotContinue(path, "its day is closed.");
            return new EvidenceLog(file, identity, day, time, checker);
        }
        catch (Exception refused)
        {
            file.Dispose();
            if (refused is IOException or UnauthorizedAccessException)
                throw new EvidenceException(EvidenceCodes.Unreadable, $"evidence log '{path}' cannot be read: {refused.Message}", refused);
            throw;
        }
    }

    /// <summary>Appends one record and waits until it is stored.</summary>
    /// <exception cref="EvidenceException">
    /// It could not be stored (a full disk, say), cannot stand here (the day is opened first and closed last), or says what cannot be.
    /// </exception>
    public EvidenceRecord Append(EvidenceEntry entry)
    {
        lock (_gate)
        {
            Check(entry);
            var record = new EvidenceRecord(
                _head.Records + 1, _head.Hash, _time.GetUtcNow(), _identity.RunId, _identity.Commit, _identity.RunbookDigest, _day, entry);
            var line = Encode(record);
            _file.Append([.. line, (byte)'\n']);
            _order.Accept(entry);
            _head = new EvidenceHead(record.Sequence, LineCodec.Hash(line));
            return record;
        }
    }

    /// <summary>Lets the log go, so that another process can write or read it.</summary>
    public void Dispose() => _file.Dispose();

    private void Check(EvidenceEntry entry)
    {
        if (_order.Problem(entry) is { } problem)
            throw new EvidenceException(problem.Code, $"evidence log '{_file.Path}': {problem.Message}");
        if (EntryCheck.Problem(entry) is { } impossible)
            throw new EvidenceException(EvidenceCodes.ImpossibleValue, impossible);
        if (entry is DayOpened opened && IdentityProblems.Of(opened, _identity).FirstOrDefault() is { } stranger)
            throw new EvidenceException(EvidenceCodes.OtherRun, stranger);
    }

    private static byte[] Encode(EvidenceRecord record)
    {
        try
        {
            var line = LineCodec.Encode(record);
            return line.Length <= EvidenceLimits.LineBytes
                ? line
                : throw new EvidenceException(EvidenceCodes.TooLarge, $"a record has {line.Length:#,##0} bytes; at most {EvidenceLimits.LineBytes:#,##0} are allowed.");
        }
        catch (JsonException refused)
        {
            throw new EvidenceException(EvidenceCodes.NotARecord, $"a record says what no reader would take: {refused.Message}", refused);
        }
    }

    private static EvidenceException CannotContinue(string path, string why) => new(
        EvidenceCodes.CannotContinue, $"evidence log '{path}' cannot be continued: {why} Start a new run, or remove the file if nobody needs it.");
}
