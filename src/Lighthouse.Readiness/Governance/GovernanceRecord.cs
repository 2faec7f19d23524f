namespace Lighthouse.Readiness.Governance;

/// <summary>
/// What governs a decision beside what was measured, as it was found when the decision was made: the rules before and after the change, and
/// the approvals. It is evidence, so that everything that is said about it can be made again.
/// </summary>
/// <param name="Base">The commit that the change is compared with; null when there is none.</param>
/// <param name="BaseProblem">Why there is none; null when there is one.</param>
/// <param name="Files">The files that say by what the change is judged.</param>
/// <param name="Approvals">The approval files, by name.</param>
public sealed record GovernanceRecord(string? Base, string? BaseProblem, IReadOnlyList<GovernedFile> Files, IReadOnlyList<ApprovalFile> Approvals)
{
    /// <summary>The record of a decision for which nothing was gathered: the change was compared with nothing, and nobody approved.</summary>
    public static GovernanceRecord Nothing { get; } = new(null, "nobody looked for it", [], []);

    /// <summary>The file of that kind; null when there is none.</summary>
    internal IEnumerable<GovernedFile> Of(GovernedKind kind) => Files.Where(file => file.Kind == kind);
}

/// <summary>A file that says by what a change is judged, before and after it.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Path">Where it is, relative to the repository.</param>
/// <param name="Before">Its text before the change; null when there was none.</param>
/// <param name="After">Its text now; null when there is none, and for the runbook, which the bundle holds as a file of its own.</param>
public sealed record GovernedFile(GovernedKind Kind, string Path, string? Before, string? After);

/// <summary>What a governed file holds.</summary>
public enum GovernedKind
{
    /// <summary>The runbook.</summary>
    Runbook,

    /// <summary>Findings that are borne for a while.</summary>
    Waivers,

    /// <summary>What scanners may find: JSON with <c>entries</c>, each with an expiry.</summary>
    Exceptions,

    /// <summary>The keys by which approvals are known.</summary>
    Approvers,
}

/// <summary>An approval file as it was found.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">Its text; null when it could not be read.</param>
/// <param name="Problem">Why not; null when it could.</param>
public sealed record ApprovalFile(string Name, string? Text, string? Problem);
