namespace Lighthouse.Readiness.Governance;

/// <summary>Why an approval does not count. Stable: reports and scripts refer to them.</summary>
public static class ApprovalCodes
{
    /// <summary>The file is no approval: missing, empty, too large, no signed statement, with unknown or repeated members.</summary>
    public const string NotOne = "LH3701";

    /// <summary>No key of the role is trusted.</summary>
    public const string UnknownRole = "LH3702";

    /// <summary>It is not signed by a key that is trusted for its role.</summary>
    public const string OtherKey = "LH3703";

    /// <summary>It is of another commit.</summary>
    public const string OtherCommit = "LH3704";

    /// <summary>It is of another runbook.</summary>
    public const string OtherRunbook = "LH3705";

    /// <summary>It is of another profile.</summary>
    public const string OtherProfile = "LH3706";

    /// <summary>It has expired, counts from a later day, or would count for too long.</summary>
    public const string OtherTime = "LH3707";

    /// <summary>Nobody asks this role for this matter.</summary>
    public const string NotAsked = "LH3708";

    /// <summary>It approves another list of weakened rules than there is.</summary>
    public const string OtherWeakenings = "LH3709";

    /// <summary>The same approval is there twice.</summary>
    public const string Twice = "LH3710";

    /// <summary>The record of what governs the decision cannot be used.</summary>
    public const string NoRecord = "LH3711";
}
