namespace Lighthouse.Security.Scanning.Sarif;

/// <summary>What a scanner wrote into a file.</summary>
/// <param name="Tools">Names of the scanners.</param>
/// <param name="Rules">The rules that they know, by id.</param>
/// <param name="Results">What they found.</param>
/// <param name="Doubts">What they themselves say went wrong.</param>
internal sealed record SarifLog(IReadOnlyList<string> Tools, IReadOnlyDictionary<string, SarifRule> Rules, IReadOnlyList<SarifResult> Results, IReadOnlyList<string> Doubts);

/// <summary>A rule of a scanner.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Category">Its category; empty when it says none.</param>
/// <param name="IsEnabled">Whether it was applied.</param>
/// <param name="Level">How it rates what it finds.</param>
/// <param name="SecuritySeverity">A rating from 0 to 10; null when it gives none.</param>
/// <param name="Tags">Its tags, CWE ids among them.</param>
/// <param name="Help">Where it is explained.</param>
internal sealed record SarifRule(string Id, string Category, bool IsEnabled, string Level, double? SecuritySeverity, IReadOnlyList<string> Tags, string? Help);

/// <summary>Something found.</summary>
/// <param name="RuleId">By which rule.</param>
/// <param name="Level">error, warning, note or none.</param>
/// <param name="Message">What, in the scanner's words.</param>
/// <param name="File">Where: a path from the scanned root where it lies below it.</param>
/// <param name="Line">The line; null when it says none.</param>
/// <param name="IsSuppressed">Whether somebody suppressed it.</param>
/// <param name="Justification">Why; null when nobody said.</param>
internal sealed record SarifResult(string RuleId, string Level, string Message, string File, int? Line, bool IsSuppressed, string? Justification);
