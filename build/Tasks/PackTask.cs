using Cake.Common.IO;
using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Pack;
using Cake.Frosting;
using Lighthouse.Build.Packages;

namespace Lighthouse.Build.Tasks;

/// <summary>Packs what others install.</summary>
[TaskName("Pack"), IsDependentOn(typeof(BuildTask))]
[TaskDescription("Packs everything that others install, into artifacts/packages")]
public sealed class PackTask : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        var folder = Path.Combine(context.Session.Run.Folder.Artifacts, "packages");
        if (Directory.Exists(folder))
            context.DeleteDirectory(folder, new DeleteDirectorySettings { Recursive = true });
        context.DotNetPack(context.Solution, new DotNetPackSettings
        {
            Configuration = context.BuildConfiguration, NoBuild = true, NoLogo = true, Verbosity = BuildContext.Verbosity, OutputDirectory = folder, MSBuildSettings = BuildContext.Quietly(),
        });
        foreach (var package in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            ReproduciblePackage.Normalize(package);
            context.Session.Log.Information("  {Package:l} {Size:#,##0} bytes", Path.GetFileName(package), new FileInfo(package).Length);
        }
    }
}
