using Cake.Frosting;
using Lighthouse.Pipeline.Baselines;
using Lighthouse.Readiness.Estimation;
using Lighthouse.Readiness.Regression;
using Lighthouse.Readiness.Reporting;

namespace Lighthouse.Pipeline.Comparisons;

/// <summary>Compares runs as a build task: <c>--before</c> with <c>--after</c>, and what changed over <c>--history</c>. Measures nothing.</summary>
public abstract class CompareTask : AsyncFrostingTask<LighthouseContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(LighthouseContext context) => context.Session.GuardAsync(() => Compare(context.Session));

    private static Task Compare(LighthouseSession session)
    {
        var (options, runbook, reader) = (session.Run.Options, session.Run.Runbook, new RecordedRuns(session.Run.Runbook));
        if (options.Before.Count == 0 != (options.After.Count == 0) || (options.Before.Count == 0 && options.History is null))
            throw new PipelineException(ExitCode.Invalid, "LH5813: give the runs to compare with --before=DIR and --after=DIR, or the folder of earlier runs with --history=DIR.");
        List<RecordedRun> before = [.. options.Before.Select(reader.Read)], after = [.. options.After.Select(reader.Read)];
        IReadOnlyList<RecordedRun> history = options.History is { } folder ? reader.ReadAll(folder) : [];
        RequireAlike([.. before, .. after]);
        RequireComparable(before);
        RequireComparable(after);
        var comparison = RunComparison.Of(before, after, OfOneKind(history, after), RunbookRules.Of(runbook).Rules);
        foreach (var file in ReportWriter.WriteComparison(Path.Combine(session.Run.Folder.Artifacts, "comparison"), comparison))
            session.Log.Information("Written: {File:l}", file);
        session.Log.Information("{Table:l}", Environment.NewLine + ReportWriter.ComparisonTable(comparison));
        var blocking = comparison.Figures.Where(figure => figure.Outcome == ComparisonOutcome.Blocks).Select(figure => figure.Metric).ToList();
        return blocking.Count == 0 || comparison.Drift is not null
            ? Task.CompletedTask
            : throw new PipelineException(ExitCode.NoGo, Untrusted.ForConsole($"LH5814: proven worse by {comparison.Rules.Block:0.#%} or more: {string.Join(", ", blocking)}."));
    }

    // Figures of another size of load or of another machine are other figures.
    private static void RequireAlike(List<RecordedRun> runs)
    {
        foreach (var run in runs)
        {
            if (run.Machine != runs[0].Machine || run.Identity.Profile != runs[0].Identity.Profile)
                throw new PipelineException(ExitCode.NoDecision, Untrusted.ForConsole($"LH5815: run {run.Identity.RunId} is of profile {run.Identity.Profile} on {run.Machine ?? "an unknown machine"}, run {runs[0].Identity.RunId} of profile {runs[0].Identity.Profile} on {runs[0].Machine ?? "an unknown machine"}; only runs of one profile and one class of machines can be compared."));
        }
    }

    private static void RequireComparable(List<RecordedRun> side)
    {
        if (side.SelectMany(run => run.Figures).GroupBy(figure => figure.Metric).FirstOrDefault(same => same.Sum(one => one.Runs.Count) > RunRatio.MostRuns) is { } many)
            throw new PipelineException(ExitCode.Invalid, Untrusted.ForConsole($"LH5816: '{many.Key}' was measured {many.Sum(one => one.Runs.Count)} times on one side; at most {RunRatio.MostRuns} are compared. Give fewer runs."));
    }

    private static List<RecordedRun> OfOneKind(IReadOnlyList<RecordedRun> history, List<RecordedRun> after)
    {
        var newest = after.Concat(history).MaxBy(run => run.Started);
        return [.. history.Where(run => run.Machine == newest!.Machine && run.Identity.Profile == newest.Identity.Profile)];
    }
}
