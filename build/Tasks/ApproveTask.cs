using Cake.Frosting;
using Lighthouse.Pipeline.Governance;

namespace Lighthouse.Build.Tasks;

/// <summary>Signs an approval for the decision.</summary>
[TaskName("Approve")]
[TaskDescription("Signs an approval of the release, of an item of the checklist or of weaker rules; runs nothing else")]
public sealed class ApproveTask : ApprovalTask;
