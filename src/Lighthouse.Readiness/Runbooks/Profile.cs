namespace Lighthouse.Readiness.Runbooks;

/// <summary>How large the measurements are: for a developer, for every merge, for the release.</summary>
public enum Profile
{
    /// <summary>A developer's machine; the four days in at most three minutes.</summary>
    Quick,

    /// <summary>CI on every merge; at most twenty minutes.</summary>
    Standard,

    /// <summary>The release itself: the runbook's own sizes.</summary>
    Full,
}
