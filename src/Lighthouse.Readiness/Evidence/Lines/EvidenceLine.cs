using System.Text.Json.Serialization;

namespace Lighthouse.Readiness.Evidence.Lines;

/// <summary>A record in the form in which it stands in the file. The digest comes last and covers every byte before it.</summary>
internal sealed record EvidenceLine(
    int Version, long Sequence, string Previous, DateTimeOffset At, string Run, string Commit, string Runbook, string Day, EvidenceEntry Entry,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Digest = null)
{
    public const int CurrentVersion = 1;

    public static EvidenceLine Of(EvidenceRecord record) => new(
        CurrentVersion, record.Sequence, record.Previous, record.At, record.RunId, record.Commit, record.RunbookDigest, record.Day, record.Entry);

    public EvidenceRecord ToRecord() => new(Sequence, Previous, At, Run, Commit, Runbook, Day, Entry);
}
