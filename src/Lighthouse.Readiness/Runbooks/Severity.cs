namespace Lighthouse.Readiness.Runbooks;

/// <summary>How bad it is when a gate is missed, worst first.</summary>
public enum Severity
{
    /// <summary>The release must not happen.</summary>
    Critical,

    /// <summary>Must be mended before the release.</summary>
    High,

    /// <summary>Should be mended soon.</summary>
    Medium,

    /// <summary>Worth knowing.</summary>
    Low,
}
