namespace Lighthouse.Readiness.Evidence;

/// <summary>A test of the suite ended.</summary>
/// <param name="Test">Its full name.</param>
/// <param name="Gate">The gate it belongs to; null when it names none.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">Why, when it did not pass.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record TestEnded(string Test, string? Gate, TestOutcome Outcome, string? Message, double Seconds) : EvidenceEntry;

/// <summary>How a test ended.</summary>
public enum TestOutcome
{
    /// <summary>It did not run to an end.</summary>
    NotRun,

    /// <summary>It was skipped.</summary>
    Skipped,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It passed.</summary>
    Passed,
}
