using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Waivers;

/// <summary>The waivers of a repository.</summary>
/// <param name="Waivers">In the order of the file.</param>
public sealed record WaiverFile(IReadOnlyList<Waiver> Waivers)
{
    /// <summary>No waiver at all.</summary>
    public static WaiverFile None { get; } = new([]);

    /// <summary>What covers a finding on a day; null when nothing does. Nothing covers a critical one, and nothing covers after its last day.</summary>
    public FindingWaiver? For(ReportedFinding finding, DateOnly today)
    {
        if (finding.Severity == Severity.Critical)
            return null;
        var fingerprint = finding.Fingerprint();
        return Waivers
            .Where(waiver => waiver.Gate == finding.Gate && waiver.Finding == fingerprint && waiver.Expires >= today)
            .Select(waiver => new FindingWaiver(waiver.Reason, waiver.Owner, waiver.Expires))
            .FirstOrDefault();
    }
}
