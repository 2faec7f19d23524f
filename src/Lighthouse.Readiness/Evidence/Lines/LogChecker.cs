namespace Lighthouse.Readiness.Evidence.Lines;

/// <summary>Follows a log line by line and believes a line only when it fits all before it.</summary>
internal sealed class LogChecker(RunIdentity? expected, string? day)
{
    private readonly List<EvidenceRecord> _records = [];

    public IReadOnlyList<EvidenceRecord> Records => _records;

    public EvidenceHead Head { get; private set; } = EvidenceHead.None;

    public LogOrder Order { get; } = new();

    /// <summary>Takes one line; gives what is wrong with it, or nothing and then the line is believed.</summary>
    public IReadOnlyList<EvidenceFault> Take(RawLine line)
    {
        if (line.TooLong)
            return [Fault(EvidenceCodes.TooLarge, $"it is longer than {EvidenceLimits.LineBytes:#,##0} bytes.")];
        if (!line.Terminated)
            return [Fault(EvidenceCodes.Torn, "it is incomplete: its writer was killed or its disk was full. Run the day again.")];

        var (record, code, message) = LineCodec.Decode(line.Bytes.Span);
        if (record is null)
            return [Fault(code, message)];
        if (Misfit(record) is { } misfit)
            return [misfit];
        EvidenceFault[] strangers = [.. Strangers(record).Select(problem => Fault(EvidenceCodes.OtherRun, problem))];
        if (strangers.Length > 0)
            return strangers;

        _records.Add(record);
        Order.Accept(record.Entry);
        Head = new EvidenceHead(record.Sequence, LineCodec.Hash(line.Bytes.Span));
        return [];
    }

    private EvidenceFault? Misfit(EvidenceRecord record)
    {
        if (record.Sequence != Head.Records + 1)
            return Fault(EvidenceCodes.OutOfSequence, $"its sequence number is {record.Sequence}; {Head.Records + 1} is due.");
        if (record.Previous != Head.Hash)
            return Fault(EvidenceCodes.BrokenChain, "it does not follow the line before it: their hashes differ.");
        return Order.Problem(record.Entry) is { } problem ? Fault(problem.Code, problem.Message) : null;
    }

    private IEnumerable<string> Strangers(EvidenceRecord record)
    {
        var first = _records.Count > 0 ? _records[0] : record;
        (string What, string Actual, string Expected)[] marks =
        [
            ("run", record.RunId, expected?.RunId ?? first.RunId),
            ("commit", record.Commit, expected?.Commit ?? first.Commit),
            ("runbook", record.RunbookDigest, expected?.RunbookDigest ?? first.RunbookDigest),
            ("day", record.Day, day ?? first.Day),
        ];
        return marks
            .Where(mark => mark.Actual != mark.Expected)
            .Select(mark => $"it is of {mark.What} '{mark.Actual}'; evidence of {mark.What} '{mark.Expected}' is expected.")
            .Concat(record.Entry is DayOpened opened && expected is not null ? IdentityProblems.Of(opened, expected) : []);
    }

    private EvidenceFault Fault(string code, string message) => new(code, checked((int)Head.Records + 1), message);
}
