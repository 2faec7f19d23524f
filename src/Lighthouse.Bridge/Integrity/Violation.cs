namespace Lighthouse.Bridge.Integrity;

/// <summary>A violation that was found, and what became of it.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Finding">What was found.</param>
/// <param name="Severity">high, medium or critical.</param>
/// <param name="FoundAt">When, in unix milliseconds.</param>
public sealed record Violation(string Id, IntegrityFinding Finding, string Severity, long FoundAt)
{
    /// <summary>How it was resolved; null while it is open.</summary>
    public Resolution? Resolution { get; init; }
}

/// <summary>How a violation was resolved.</summary>
/// <param name="Word">One of <see cref="Words"/>.</param>
/// <param name="Note">The admin's words.</param>
/// <param name="By">Who.</param>
/// <param name="At">When, in unix milliseconds.</param>
public sealed record Resolution(string Word, string Note, string By, long At)
{
    /// <summary>The damage stays and is known: it is not reported again.</summary>
    public const string Accepted = "accepted";

    /// <summary>What can be said: <c>restored</c> and <c>removed</c> are reported again should they turn out not to be so.</summary>
    public static IReadOnlyList<string> Words { get; } = ["restored", "removed", "false_alarm", Accepted];
}
