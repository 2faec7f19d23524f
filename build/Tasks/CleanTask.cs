using Cake.Common.IO;
using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Clean;
using Cake.Frosting;

namespace Lighthouse.Build.Tasks;

/// <summary>Removes what the build and the runs made.</summary>
[TaskName("Clean"), TaskDescription("Removes build output and the results of earlier runs")]
public sealed class CleanTask : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        // The artifacts folder itself stays: it holds the lock and the log of this very run.
        foreach (var folder in new[] { context.Session.Run.Folder.Results, context.Session.Run.Folder.Scratch, TestTask.ResultsFolder(context) })
        {
            if (context.DirectoryExists(folder))
                context.DeleteDirectory(folder, new DeleteDirectorySettings { Recursive = true, Force = true });
        }

        foreach (var project in context.GetFiles("./{src,tests}/*/*.csproj"))
            context.DotNetClean(project.FullPath, new DotNetCleanSettings { Configuration = context.BuildConfiguration, NoLogo = true, Verbosity = BuildContext.Verbosity });
    }
}
