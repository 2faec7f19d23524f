namespace Lighthouse.Security;

/// <summary>How bad a finding is, worst first.</summary>
public enum Severity
{
    /// <summary>A stranger gets in, or gets at others' data.</summary>
    Critical,

    /// <summary>A protection can be got round under a condition.</summary>
    High,

    /// <summary>A protection is weaker than it should be.</summary>
    Medium,

    /// <summary>Worth knowing.</summary>
    Low,
}
