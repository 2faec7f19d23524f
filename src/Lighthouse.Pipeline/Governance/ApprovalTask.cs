using Cake.Frosting;

namespace Lighthouse.Pipeline.Governance;

/// <summary>Signs an approval as a build task: of the release, of an item of the checklist, or of rules that the change made weaker.</summary>
public abstract class ApprovalTask : AsyncFrostingTask<LighthouseContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(LighthouseContext context) => context.Session.GuardAsync(() =>
    {
        new ApprovalSigner(context.Session.Settings, context.Session.Run, context.Session.Log).Sign();
        return Task.CompletedTask;
    });
}
