using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Annotations;

/// <summary>Tells the system that runs the build which gates were missed, each at the line of the runbook that it missed.</summary>
/// <param name="host">Who reads it.</param>
/// <param name="root">The repository's root, from which paths are given.</param>
public sealed class MissAnnotations(CiHost host, string root)
{
    /// <summary>A command line for every missed criterion of a day, and for every missed gate without one.</summary>
    public IReadOnlyList<string> Of(RunIdentity identity, DayVerdict day) =>
        [.. DayStanding.Of(day.Day, identity.Profile, [day]).Gates.Where(gate => day.OnlyGate is null || gate.Gate.Id == day.OnlyGate).SelectMany(Of)];

    /// <summary>The same of every day of a decision, and a line for what is wrong beside the gates.</summary>
    public IReadOnlyList<string> Of(Runbook runbook, Decision decision)
    {
        var basis = Basis.Of(runbook, decision.Identity, decision.Days);
        return [.. basis.Missed.SelectMany(Of), .. basis.Misses.SelectMany(miss => Command(null, "the evidence", miss))];
    }

    private IEnumerable<string> Of(GateStanding gate)
    {
        if (gate.Passed)
            return [];
        var missed = gate.Judged?.Criteria.Where(criterion => criterion.Verdict != Verdict.Passed).ToList() ?? [];
        var title = $"{gate.Gate.Id} {gate.Verdict}";
        return missed.Count == 0 || gate.Judged?.Verdict != gate.Verdict
            ? Command(gate.Gate.Location, title, gate.Reason)
            : missed.SelectMany(criterion => Command(
                criterion.Criterion.Location, title,
                $"{Figures.Subject(criterion.Criterion)} {Figures.Measured(criterion)}, allowed {Figures.Allowed(criterion.Criterion)}. {criterion.Reason}"));
    }

    private IEnumerable<string> Command(SourceLocation? place, string title, string message)
    {
        switch (host)
        {
            case CiHost.GitHub:
                var where = place is { } at ? $"file={Untrusted.ForGitHubProperty(Relative(at.File))},line={at.Line}," : "";
                yield return $"::error {where}title={Untrusted.ForGitHubProperty(title)}::{Untrusted.ForGitHubMessage(message)}";
                break;
            case CiHost.Azure:
                var source = place is { } from ? $"sourcepath={Untrusted.ForAzureProperty(Relative(from.File))};linenumber={from.Line};" : "";
                yield return $"##vso[task.logissue type=error;{source}]{Untrusted.ForAzureMessage($"{title}: {message}")}";
                break;
        }
    }

    private string Relative(string file) => Path.GetRelativePath(root, Path.GetFullPath(file, root)).Replace('\\', '/');
}
