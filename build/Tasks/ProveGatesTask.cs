using Cake.Frosting;
using Lighthouse.Build.Proofs;
using Lighthouse.Pipeline;
using Lighthouse.Pipeline.Days;
using Lighthouse.Pipeline.Proofs;

namespace Lighthouse.Build.Tasks;

/// <summary>Proves the gates against seeded defects.</summary>
[TaskName("ProveGates"), IsDependentOn(typeof(BuildTask))]
[TaskDescription("Runs each seeded defect against its gate, and the unmodified bridge against all")]
public sealed class ProveGatesTask : ProofTask
{
    /// <inheritdoc/>
    protected override ITargetProvider Clean(LighthouseContext context) => ReferenceBridge.Clean;

    /// <inheritdoc/>
    protected override IDefectProvider Defects(LighthouseContext context) => new SeededDefects(new ShippedImage(context));
}
