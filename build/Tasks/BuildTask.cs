using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Build;
using Cake.Frosting;

namespace Lighthouse.Build.Tasks;

/// <summary>Compiles the solution; a warning is an error.</summary>
[TaskName("Build"), IsDependentOn(typeof(RestoreTask))]
[TaskDescription("Compiles the solution")]
public sealed class BuildTask : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context) => context.DotNetBuild(context.Solution, new DotNetBuildSettings
    {
        Configuration = context.BuildConfiguration, NoRestore = true, NoLogo = true, Verbosity = BuildContext.Verbosity, MSBuildSettings = BuildContext.Quietly(),
    });
}
