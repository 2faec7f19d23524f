namespace Lighthouse.Readiness.Evidence;

/// <summary>The suite's process ended.</summary>
/// <param name="Suite">Its name.</param>
/// <param name="Ending">How.</param>
/// <param name="ExitCode">Its exit code; null when it was stopped.</param>
/// <param name="Detail">What a reader should know about an ending that is not <see cref="SuiteEnding.Completed"/>.</param>
public sealed record SuiteEnded(string Suite, SuiteEnding Ending, int? ExitCode, string? Detail) : EvidenceEntry;

/// <summary>How a suite ended.</summary>
public enum SuiteEnding
{
    /// <summary>It could not be started.</summary>
    NotStarted,

    /// <summary>It ran to its end and reported every test.</summary>
    Completed,

    /// <summary>It ended without reporting its tests.</summary>
    Crashed,

    /// <summary>It ran longer than the runbook allows and was stopped.</summary>
    TimedOut,

    /// <summary>The run was interrupted.</summary>
    Interrupted,
}
