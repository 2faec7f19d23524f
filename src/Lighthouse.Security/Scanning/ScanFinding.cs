namespace Lighthouse.Security.Scanning;

/// <summary>What a scanner found. Texts may hold what a file says: escape them where they are printed.</summary>
/// <param name="Rule">The scanner's rule, lower case, the same in every run.</param>
/// <param name="Title">What was found and where, one line, the same in every run; secrets are masked.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Weaknesses">Its public names, such as <c>CWE-798</c> or <c>CVE-2024-32655</c>.</param>
/// <param name="File">Path from the scanned root, or a path in an image, or a package.</param>
/// <param name="Line">Line, from 1; null when there is none.</param>
/// <param name="Advice">What to do about it.</param>
/// <param name="Excuse">Why it does not count although it was found; null when it counts.</param>
public sealed record ScanFinding(
    string Rule, string Title, Severity Severity, IReadOnlyList<string> Weaknesses, string File, int? Line, string Advice, string? Excuse = null);
