using Cake.Frosting;
using Lighthouse.Pipeline.Runs;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Pipeline.Baselines;

/// <summary>Records the baseline of this class of machines as a build task: the repeated runs of the gate that has the sizes <c>investigate</c>, <c>block</c> and <c>error_rate</c>.</summary>
public abstract class BaselineTask : AsyncFrostingTask<LighthouseContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(LighthouseContext context) => context.Session.GuardAsync(() => RecordAsync(context.Session));

    private static Task RecordAsync(LighthouseSession session)
    {
        var runbook = session.Run.Runbook;
        var gate = RunbookRules.Of(runbook).Gate;
        var folder = session.Run.Options.Baselines
            ?? throw new PipelineException(ExitCode.Invalid, "LH5803: there is no folder for baselines; give one with --baselines=DIR.");
        return new BaselineRecorder(runbook, gate, session.Log).RecordAsync(session.NewRun(Alone(session.Run, gate)), folder, session.Cancellation);
    }

    private static RunOptions Alone(ReadinessRun run, Gate gate)
    {
        var profile = gate.IsEvaluatedIn(run.Options.Profile) ? run.Options.Profile : gate.DeferredTo(run.Options.Profile)
            ?? throw new PipelineException(ExitCode.Invalid, $"LH5804: gate '{gate.Id}' is not measured in profile {run.Options.Profile} or a larger one.");
        return run.Options with
        {
            Gate = gate.Id, Profile = profile, Baselines = null, Artifacts = Path.Combine(run.Folder.Artifacts, "baseline"),
            Findings = Path.Combine(run.Folder.Scratch, "findings", "baseline.jsonl"),
        };
    }
}
