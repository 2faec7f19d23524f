namespace Lighthouse.Readiness.Evidence.Lines;

/// <summary>How large evidence can be. The writer refuses to write what the reader would refuse to read.</summary>
internal static class EvidenceLimits
{
    public const long FileBytes = 512L * 1024 * 1024;

    // A distribution of 10,000 agents over 72 hours stays far below this.
    public const int LineBytes = 16 * 1024 * 1024;
}
