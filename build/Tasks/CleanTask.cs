using Cake.Common.IO;
using Cake.Frosting;

namespace Lighthouse.Build.Tasks;

/// <summary>Removes what the build and the runs made.</summary>
[TaskName("Clean"), TaskDescription("Removes build output and the results of earlier runs")]
public sealed class CleanTask : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        // Not the host's own output, from which this very code runs, and not the lock and the log of this run.
        var results = context.Session.Run.Folder;
        foreach (var folder in Outputs(context).Append(results.Results).Append(TestTask.ResultsFolder(context)).Where(Directory.Exists))
            context.DeleteDirectory(folder, new DeleteDirectorySettings { Recursive = true, Force = true });
    }

    private static IEnumerable<string> Outputs(BuildContext context) =>
        new[] { "src", "tests" }
            .SelectMany(part => Directory.GetDirectories(Path.Combine(context.Session.Settings.Repository, part)))
            .SelectMany(project => new[] { Path.Combine(project, "bin"), Path.Combine(project, "obj") });
}
