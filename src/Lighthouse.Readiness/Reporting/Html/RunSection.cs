using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Html;

/// <summary>What was run, so that somebody else can tell whether it is what they have.</summary>
internal static class RunSection
{
    public static Element Render(Runbook runbook, Decision decision, Basis basis)
    {
        var facts = new List<(string Name, string Value)>
        {
            ("run", decision.Identity.RunId),
            ("commit", decision.Identity.Commit),
            ("profile", decision.Identity.Profile.Text()),
            ("seed", $"{decision.Identity.Seed}"),
            ("runbook", $"{runbook.Name}, SHA-256 {decision.Identity.RunbookDigest}"),
            ("decided at", Json.JsonReport.Time(decision.At)!),
        };
        facts.AddRange(basis.Days.Select(day => ($"evidence of {day.Day.Name}", day.Judged?.Head is { } head
            ? $"{ArtifactNames.Evidence(day.Day)}, {head.Records} records, head {head.Hash}, begun {Json.JsonReport.Time(day.Judged.Opened) ?? "at an unknown time"}"
            : "none")));
        return PageSection.Of("run", "The run", null, PageSection.Facts(facts));
    }
}
