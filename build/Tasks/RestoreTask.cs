using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Restore;
using Cake.Frosting;

namespace Lighthouse.Build.Tasks;

/// <summary>Restores the packages of the solution.</summary>
[TaskName("Restore"), TaskDescription("Restores the packages of the solution")]
public sealed class RestoreTask : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context) =>
        context.DotNetRestore(context.Solution, new DotNetRestoreSettings { Verbosity = BuildContext.Verbosity, MSBuildSettings = BuildContext.Quietly() });
}
