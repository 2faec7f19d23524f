using Cake.Frosting;
using Lighthouse.Readiness.Decisions;

namespace Lighthouse.Pipeline.Days;

/// <summary>Friday as a build task: judges the whole of the evidence and fails the build unless it is GO.</summary>
public abstract class DecisionTask : AsyncFrostingTask<LighthouseContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(LighthouseContext context) => context.Session.GuardAsync(() => Decide(context.Session));

    private static Task Decide(LighthouseSession session)
    {
        var decision = session.Decision = session.Run.Decide();
        session.Ci.Decision(session.Settings.Repository, session.Run.Runbook, decision, session.Run.Folder.Results);
        if (decision.Outcome != Outcome.Go)
        {
            throw new PipelineException(
                decision.Outcome == Outcome.NoGo ? ExitCode.NoGo : ExitCode.NoDecision,
                $"LH5302: {(decision.Outcome == Outcome.NoGo ? "NO-GO" : "no decision")}; the remediation plan and the report are in {session.Run.Folder.Results}.");
        }

        return Task.CompletedTask;
    }
}
