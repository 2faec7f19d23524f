using Lighthouse.Readiness.Reporting.Json;
using Lighthouse.Readiness.Reporting.Markdown;

namespace Lighthouse.Readiness.Triage;

/// <summary>The register for people: what is open, by whom and until when it is to be mended, and what happened lately.</summary>
public static class TriageText
{
    private const int Latest = 50;

    /// <summary>The register as a Markdown page.</summary>
    public static string Render(FindingRegister register, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(register);
        var today = DateOnly.FromDateTime(at.UtcDateTime);
        var overdue = register.Overdue(today);
        return new MarkdownText()
            .Heading(1, $"{register.Open.Count} open findings, {overdue.Count} overdue")
            .Paragraph($"As of {JsonReport.Time(at)}. A finding is closed by a later run whose gate looks again and does not find it.")
            .Heading(2, "Open")
            .Table(["due", "severity", "owner", "gate", "finding", "what", "first seen", "state"], register.Open.Select(known => Row(known, overdue)))
            .Heading(2, "Latest entries of the trail")
            .Table(["at", "event", "finding", "gate", "what", "run", "detail"], register.Trail.Reverse().Take(Latest).Select(Row))
            .ToString();
    }

    private static IReadOnlyList<string> Row(RegisteredFinding known, IReadOnlyList<RegisteredFinding> overdue) =>
    [
        known.Last.Due is { } due ? FindingJson.Day(due) : "no date", GateJson.Lower(known.Last.Severity), known.Last.Owner, known.Last.Gate, known.Last.Finding,
        known.Last.Title, JsonReport.Date(known.First.At)!, known.IsWaived ? "waived" : overdue.Contains(known) ? "OVERDUE" : "open",
    ];

    private static IReadOnlyList<string> Row(TriageEntry entry) =>
        [JsonReport.Time(entry.At)!, entry.Event.ToString(), entry.Finding, entry.Gate, entry.Title, entry.RunId, entry.Detail];
}
