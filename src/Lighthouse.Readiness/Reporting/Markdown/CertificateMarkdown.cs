using Lighthouse.Readiness.Attestations;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Markdown;

/// <summary>The certificate for people; what it says is signed in <see cref="ArtifactNames.Certificate"/>.</summary>
internal static class CertificateMarkdown
{
    public static string Render(Runbook runbook, Decision decision, Signer signer)
    {
        var basis = Basis.Of(runbook, decision.Identity, decision.Days);
        var gates = basis.Gates.ToList();
        var findings = gates.SelectMany(gate => gate.Judged?.Findings ?? []).ToList();
        return new MarkdownText()
            .Heading(1, $"Readiness certificate: {decision.Outcome.Text()}")
            .Table(["", ""],
            [
                ["component", $"commit {decision.Identity.Commit}"],
                ["decision", decision.Outcome.Text()],
                ["decided at", Json.JsonReport.Time(decision.At)!],
                ["profile", decision.Identity.Profile.Text()],
                ["runbook", $"{runbook.Name}, SHA-256 {decision.Identity.RunbookDigest}"],
                ["run", decision.Identity.RunId],
            ])
            .Heading(2, "Scope")
            .Paragraph(basis.Scope.Sentence(decision.Outcome))
            .Heading(2, "Files")
            .List(basis.Days.Select(day => day.Judged?.Head is { } head
                ? $"{ArtifactNames.Evidence(day.Day)}: {head.Records} records, SHA-256 of the last line {head.Hash}"
                : $"{day.Day.Name}: no evidence"))
            .Heading(2, "Measured")
            .Table(["gate", "measured", "allowed", "verdict"], gates.SelectMany(Rows))
            .Heading(2, "Findings")
            .List(findings.Count == 0
                ? ["No finding stands in the evidence of the gates above."]
                : findings.Select(found => $"{found.Finding.Gate} ({Json.GateJson.Lower(found.Finding.Severity)}): {found.Finding.Title}{(found.Waiver is { } waiver ? $"; waived until {Json.FindingJson.Day(waiver.Expires)} by {waiver.Owner}" : "")}"))
            .Heading(2, "Approvals and checklist")
            .List(GovernanceTable.Facts(decision.Governance))
            .Table(GovernanceTable.Heading, GovernanceTable.Rows(runbook, decision.Governance))
            .Heading(2, "Error rates")
            .List(ErrorRateText.Sentences(decision.ErrorRates))
            .Heading(2, "Conditions")
            .List(decision.Outcome == Outcome.Go
                ? ["This certificate is about the gates in its scope, this commit and this profile, and about nothing else.", $"A release follows the canary plan of {ArtifactNames.Week3Preparation}."]
                : decision.Rationale.Skip(1))
            .Heading(2, "Signature")
            .List(
            [
                $"{ArtifactNames.Certificate}: in-toto statement in a DSSE envelope, ECDSA P-256, key {signer.KeyId}",
                signer.IsSelfMade
                    ? "The key was made by the run itself: the signature shows that nothing was changed since, not who decided. Give a key with --signing-key to show that too."
                    : "The key was given to the run; whoever knows it can tell who decided.",
                $"It signs {ArtifactNames.BundleManifest}, which holds the digest of every other file. Check it: {runbook.BuildCommand} --target=Verify --bundle=DIR --key=FILE",
            ])
            .ToString();
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(GateStanding gate) => gate.Judged is { Criteria.Count: > 0 } judged
        ? judged.Criteria.Select((criterion, index) => (IReadOnlyList<string>)
        [
            index == 0 ? gate.Gate.Id : "",
            $"{Figures.Subject(criterion.Criterion)} {Figures.Measured(criterion)}",
            Figures.Allowed(criterion.Criterion),
            index == 0 ? gate.Verdict.ToString() : "",
        ])
        : [[gate.Gate.Id, "not measured", "", gate.Verdict.ToString()]];
}
