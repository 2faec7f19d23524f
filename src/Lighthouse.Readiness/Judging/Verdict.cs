namespace Lighthouse.Readiness.Judging;

/// <summary>What was found of a criterion, a gate or a day. Only <see cref="Passed"/> is good; ask for it, never for "not failed".</summary>
public enum Verdict
{
    /// <summary>Nothing was measured. The default, so that what was forgotten is not a pass.</summary>
    NotRun,

    /// <summary>Something was measured that proves neither a pass nor a miss.</summary>
    Inconclusive,

    /// <summary>What is demanded does not hold.</summary>
    Failed,

    /// <summary>What is demanded holds, by evidence of this run.</summary>
    Passed,
}
