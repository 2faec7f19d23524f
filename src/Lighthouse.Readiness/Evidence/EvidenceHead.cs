namespace Lighthouse.Readiness.Evidence;

/// <summary>The end of a log: how many records, and the hash of the last line. Kept apart from the log, so that a cut tail shows.</summary>
/// <param name="Records">How many.</param>
/// <param name="Hash">SHA-256 of the last line, lower-case hex; 64 zeros for a log without a record.</param>
public sealed record EvidenceHead(long Records, string Hash)
{
    /// <summary>The head of a log that holds nothing yet.</summary>
    public static EvidenceHead None { get; } = new(0, new string('0', 64));
}
