using Lighthouse.Readiness.Evidence.Lines;
using Lighthouse.Readiness.Evidence.Storage;

namespace Lighthouse.Readiness.Evidence;

/// <summary>Reads and checks an evidence log; trusts nothing in it.</summary>
public static class EvidenceReader
{
    /// <summary>
    /// Reads a log and checks its chain, its sequence and, where given, its identity, its day and its head.
    /// It never throws for what the file holds: whatever is wrong is a fault. A log that is still being written is at fault, too.
    /// </summary>
    /// <param name="path">The log file.</param>
    /// <param name="expected">The run that every record must be of; null to ask only that all are of one run.</param>
    /// <param name="head">The end as it was kept apart from the log; null when it is not known, and then a forged log with a new chain is not seen.</param>
    /// <param name="day">The day that every record must be of; null to ask only that all are of one day.</param>
    public static EvidenceReading Read(string path, RunIdentity? expected = null, EvidenceHead? head = null, string? day = null)
    {
        try
        {
            if (RegularFile.Problem(path) is { } problem)
                return new EvidenceReading(path, [], [problem], EvidenceHead.None);
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return Read(path, stream, expected, head, day);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new EvidenceReading(path, [], [Unreadable(path, refused)], EvidenceHead.None);
        }
    }

    private static EvidenceReading Read(string path, FileStream stream, RunIdentity? expected, EvidenceHead? head, string? day)
    {
        var checker = new LogChecker(expected, day);
        List<EvidenceFault> faults = [.. Walk(stream, checker)];
        if (faults.Count == 0 && !checker.Order.Closed)
            faults.Add(new EvidenceFault(EvidenceCodes.NotClosed, 0, "the log does not end with the day's closing: it was cut, or its writer was stopped. Run the day again."));
        if (head is not null && head != checker.Head)
            faults.Add(OtherHead(head, checker.Head));
        return new EvidenceReading(path, checker.Records, faults, checker.Head);
    }

    /// <summary>Feeds every line to the checker, up to the first that is at fault.</summary>
    internal static IReadOnlyList<EvidenceFault> Walk(Stream stream, LogChecker checker)
    {
        var lines = new LineSource(stream, EvidenceLimits.LineBytes);
        while (lines.TryNext(out var line))
        {
            if (checker.Take(line) is { Count: > 0 } faults)
                return faults;
        }

        return [];
    }

    private static EvidenceFault OtherHead(EvidenceHead known, EvidenceHead found) => new(
        EvidenceCodes.OtherHead, 0,
        known.Records == found.Records
            ? $"the log was replaced: its {found.Records} records end in {found.Hash}, not in {known.Hash}."
            : $"the log was cut, extended or replaced: {found.Records} records can be believed; it had {known.Records} when it was written.");

    private static EvidenceFault Unreadable(string path, Exception refused) => new(
        EvidenceCodes.Unreadable, 0,
        $"evidence log '{path}' cannot be read: {refused.Message} A log can be read when the process that writes it has ended.");
}
