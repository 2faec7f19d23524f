using Cake.Frosting;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Reporting;

namespace Lighthouse.Pipeline.Verification;

/// <summary>Verifies the results folder as a build task. Exit code 0 means that everything fits and the decision is GO.</summary>
public abstract class VerificationTask : AsyncFrostingTask<LighthouseContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(LighthouseContext context) => context.Session.GuardAsync(() => Verify(context.Session));

    private static Task Verify(LighthouseSession session)
    {
        var (decision, differences, signer) = new RunVerifier(session.Run).Verify();
        foreach (var difference in differences)
            session.Log.Error("  {Difference:l}", Untrusted.ForConsole(difference));
        if (differences.Count > 0)
            throw new PipelineException(ExitCode.NoDecision, $"LH5403: the results do not fit their evidence; first: {Untrusted.ForConsole(differences[0])}");
        session.Log.Information("Verified: run {RunId}, commit {Commit}: every verdict and every report follows from the evidence; the decision is {Outcome}",
            decision.Identity.RunId, decision.Identity.Commit, decision.Outcome);
        session.Log.Information("Signed by key {KeyId:l}{Trust:l}", signer.KeyId[..16], Trust(session, signer.IsSelfMade));
        return decision.Outcome == Outcome.Go
            ? Task.CompletedTask
            : throw new PipelineException(ExitCode.NoGo, "LH5404: the results are genuine and the decision is not GO.");
    }

    private static string Trust(LighthouseSession session, bool isSelfMade) => (session.Run.Options.TrustedKey is not null, isSelfMade) switch
    {
        (true, _) => ", the one given with --key",
        (false, true) => ", which the run made for itself: nothing was changed since, but it does not show who decided",
        (false, false) => ", found in the bundle itself; give the one you trust with --key=FILE",
    };
}
