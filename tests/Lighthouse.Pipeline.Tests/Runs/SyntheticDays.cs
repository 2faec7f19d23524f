using Lighthouse.Build;
using Lighthouse.Pipeline.Governance;
using Lighthouse.Pipeline.Runs;
using Lighthouse.Pipeline.Suites;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;
using Serilog.Core;

namespace Lighthouse.Pipeline.Tests.Runs;

/// <summary>Days without a suite and without a target: logs with the same numbers each time, written by the real writer.</summary>
internal static class SyntheticDays
{
    /// <summary>A run whose days are written in this way.</summary>
    /// <param name="settings">Where the rules are.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="stored">Told after every record that is stored.</param>
    public static ReadinessRun Run(LighthouseSettings settings, RunOptions options, Action<EvidenceRecord>? stored = null)
    {
        var runbook = RunbookReader.ReadFile(settings.RunbookPath);
        var asked = options with { Waivers = settings.WaiversPath };
        var folder = new RunFolder(asked.Artifacts, runbook.Name);
        return new ReadinessRun(runbook, asked, settings.Repository, ReferenceBridge.Clean, new SuiteLocation(settings.TestsFolder, settings.Configuration), Logger.None)
        {
            Governance = new GovernanceSource(settings, asked),
            CarryOut = (day, identity, _) =>
            {
                using var log = EvidenceLog.Open(folder.EvidenceOf(day), identity, day.Name, TimeProvider.System);
                foreach (var entry in Entries(runbook, day, identity))
                {
                    var record = log.Append(entry);
                    stored?.Invoke(record);
                }

                return Task.FromResult<(string?, EvidenceHead?)>((null, log.Head));
            },
        };
    }

    /// <summary>Carries out every day and decides.</summary>
    public static Decision Decide(ReadinessRun run)
    {
        foreach (var day in run.Runbook.Days)
            run.RunDayAsync(day, CancellationToken.None).GetAwaiter().GetResult();
        return run.Decide();
    }

    private static IEnumerable<EvidenceEntry> Entries(Runbook runbook, Day day, RunIdentity identity)
    {
        yield return new DayOpened(identity.Profile.ToString().ToLowerInvariant(), identity.Seed, new Dictionary<string, string>(), null);
        yield return new TargetStarted("synthetic", "http://127.0.0.1:1", null, null, null, new Dictionary<string, string>());
        foreach (var gate in day.Gates.Where(gate => gate.IsEvaluatedIn(identity.Profile)))
        {
            foreach (var metric in gate.Criteria.Select(criterion => runbook.FindMetric(criterion.Metric)!).Distinct().Where(metric => metric.Shape == MetricShape.Scalar))
            {
                var unit = Unit.All.First(unit => unit.Dimension == metric.Dimension);
                yield return new Measured(new Measurement(metric.Name, gate.Id, new ScalarObservation(new Quantity(0, unit), 100_000), "made up", $"Test of {gate.Id}", []));
            }

            yield return new TestEnded($"Test of {gate.Id}", gate.Id, TestOutcome.Passed, null, 1);
        }

        yield return new SuiteEnded(day.Suite, SuiteEnding.Completed, 0, null);
        yield return new DayClosed(TargetAlive: true);
    }
}
