using Lighthouse.Pipeline.Runs;
using Lighthouse.Readiness.Environments;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Regression;
using Lighthouse.Readiness.Reporting;
using Lighthouse.Readiness.Runbooks;
using Serilog;

namespace Lighthouse.Pipeline.Baselines;

/// <summary>Measures a gate's repeated runs and keeps them as the baseline of this class of machines. What it keeps comes out of the evidence and from nowhere else.</summary>
/// <param name="runbook">The runbook.</param>
/// <param name="gate">The gate whose test measures repeated runs.</param>
/// <param name="log">Progress.</param>
internal sealed class BaselineRecorder(Runbook runbook, Gate gate, ILogger log)
{
    /// <summary>Measures and records.</summary>
    /// <param name="run">A run for this gate alone, which compares with nothing.</param>
    /// <param name="folder">Where baselines are kept.</param>
    /// <param name="cancellation">Breaks it off.</param>
    /// <returns>The file.</returns>
    /// <exception cref="PipelineException">What was measured cannot be believed, or not be written.</exception>
    public async Task<string> RecordAsync(ReadinessRun run, string folder, CancellationToken cancellation)
    {
        var day = runbook.FindDay(gate.Day)!;
        await run.RunDayAsync(day, cancellation);
        var (manifest, reading) = run.EvidenceOf(day);
        var metrics = MetricRuns.Of(reading.Records);
        Require(reading, metrics);
        var baseline = new Baseline(
            gate.Id, MachineClass.Read(), manifest.Identity.Commit, manifest.Identity.RunId, manifest.Started,
            RegressionRules.Conditions(gate.Sizes[run.Options.Profile]), metrics);
        try
        {
            var path = BaselineFile.Write(folder, baseline);
            log.Information("Baseline of {Gate} for {Machine:l}: {Metrics} figures of {Runs} runs in {Path}",
                gate.Id, baseline.Machine, metrics.Count, metrics.Max(metric => metric.Runs.Count), path);
            return path;
        }
        catch (BaselineException problem)
        {
            throw new PipelineException(ExitCode.NoDecision, problem.Message, problem);
        }
    }

    // What is recorded now is believed by every run that comes after it.
    private void Require(EvidenceReading reading, IReadOnlyList<MetricRuns> metrics)
    {
        var measured = reading.Records.Select(record => record.Entry).OfType<Measured>().Select(one => one.Measurement).ToList();
        var ended = reading.Records.Select(record => record.Entry).OfType<TestEnded>().FirstOrDefault(test => test.Gate == gate.Id);
        var why = reading.Faults is [var fault, ..] ? fault.ToString()
            : metrics.Count == 0 ? $"nothing was measured ({ended?.Message ?? "the suite did not come to its end"})"
            : metrics.FirstOrDefault(metric => metric.Runs.Count < 2) is { } single ? $"'{single.Metric}' was measured once; a baseline needs repeated runs"
            : metrics.FirstOrDefault(metric => metric.Runs.Any(run => !(run > 0))) is { } none ? $"'{none.Metric}' was not above zero in every run"
            : measured.SelectMany(one => one.Doubts).FirstOrDefault();
        if (why is not null)
            throw new PipelineException(ExitCode.NoDecision, $"LH5801: no baseline is recorded, because what was measured cannot be believed: {Untrusted.ForConsole(why)} Measure again on a quiet machine.");
    }
}
