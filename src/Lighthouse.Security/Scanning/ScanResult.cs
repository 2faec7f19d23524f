namespace Lighthouse.Security.Scanning;

/// <summary>What a scanner looked at and found. No finding means something only when something was looked at and <see cref="Doubts"/> is empty.</summary>
/// <param name="Looked">How many files, packages or analyses were looked at.</param>
/// <param name="Findings">What was found, in a stable order.</param>
/// <param name="Doubts">What could not be looked at, or not fully, each with its reason.</param>
/// <param name="How">What was done, one sentence.</param>
/// <param name="NotScanned">Why nothing could be scanned at all; null when something was.</param>
public sealed record ScanResult(int Looked, IReadOnlyList<ScanFinding> Findings, IReadOnlyList<string> Doubts, string How, string? NotScanned = null)
{
    /// <summary>The findings that count.</summary>
    public IEnumerable<ScanFinding> Counting => Findings.Where(finding => finding.Excuse is null);

    /// <summary>A scan that could not be made.</summary>
    /// <param name="reason">Why.</param>
    public static ScanResult Impossible(string reason) => new(0, [], [], reason, reason);
}
