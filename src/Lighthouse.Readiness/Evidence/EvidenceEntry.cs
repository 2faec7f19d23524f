namespace Lighthouse.Readiness.Evidence;

/// <summary>What one record of an evidence log says.</summary>
public abstract record EvidenceEntry
{
    private protected EvidenceEntry()
    {
    }
}

/// <summary>The first record of a log: the pipeline began the day.</summary>
/// <param name="Profile">Profile of the run.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Machine">Facts about the machine: operating system, processors, memory, runtime.</param>
/// <param name="OnlyGate">The one gate that was asked for, or null for all of the day.</param>
public sealed record DayOpened(string Profile, int Seed, IReadOnlyDictionary<string, string> Machine, string? OnlyGate) : EvidenceEntry;

/// <summary>A target was started (or, for an external one, found healthy).</summary>
/// <param name="Kind"><c>process</c> or <c>external</c>.</param>
/// <param name="Url">Where it answers.</param>
/// <param name="Command">The command line; null for an external target.</param>
/// <param name="BuildDigest">SHA-256 over the program's files; null for an external target.</param>
/// <param name="ProcessId">Its process; null for an external target.</param>
/// <param name="Configuration">Its settings, secrets left out.</param>
public sealed record TargetStarted(
    string Kind, string Url, string? Command, string? BuildDigest, int? ProcessId, IReadOnlyDictionary<string, string> Configuration) : EvidenceEntry;

/// <summary>A metric was measured.</summary>
/// <param name="Measurement">The measurement.</param>
public sealed record Measured(Measurement Measurement) : EvidenceEntry;

/// <summary>A test of the suite ended.</summary>
/// <param name="Test">Its full name.</param>
/// <param name="Gate">The gate it belongs to; null when it names none.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">Why, when it did not pass.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record TestEnded(string Test, string? Gate, TestOutcome Outcome, string? Message, double Seconds) : EvidenceEntry;

/// <summary>The suite's process ended.</summary>
/// <param name="Suite">Its name.</param>
/// <param name="Ending">How.</param>
/// <param name="ExitCode">Its exit code; null when it was stopped.</param>
/// <param name="Detail">What a reader should know about an ending that is not <see cref="SuiteEnding.Completed"/>.</param>
public sealed record SuiteEnded(string Suite, SuiteEnding Ending, int? ExitCode, string? Detail) : EvidenceEntry;

/// <summary>The last record of a log. A log without it was cut.</summary>
/// <param name="TargetAlive">Whether the target still answered when the suite had ended.</param>
public sealed record DayClosed(bool TargetAlive) : EvidenceEntry;

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
