namespace Lighthouse.Readiness.Evidence;

/// <summary>One line of an evidence log.</summary>
/// <param name="Sequence">From 1, without gaps.</param>
/// <param name="Previous">SHA-256 of the line before, lower-case hex; 64 zeros for the first.</param>
/// <param name="At">When it was written, by the writer's clock. The sequence orders the records, not this: a clock may be set back.</param>
/// <param name="RunId">The run.</param>
/// <param name="Commit">The commit under judgement.</param>
/// <param name="RunbookDigest">The runbook's digest.</param>
/// <param name="Day">The day's name.</param>
/// <param name="Entry">What it says.</param>
public sealed record EvidenceRecord(
    long Sequence, string Previous, DateTimeOffset At, string RunId, string Commit, string RunbookDigest, string Day, EvidenceEntry Entry);
