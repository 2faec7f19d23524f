using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Triage;

/// <summary>How soon a finding has to be mended, from the first time it was seen.</summary>
public static class TriageRules
{
    /// <summary>Whole days: critical 1, high 2, medium 7; null for low, which has no date.</summary>
    public static int? DaysToMend(Severity severity) => severity switch
    {
        Severity.Critical => 1,
        Severity.High => 2,
        Severity.Medium => 7,
        _ => null,
    };
}
