using Cake.Common;
using Cake.Core;
using Cake.Core.IO;
using Cake.Frosting;
using Lighthouse.Pipeline;

namespace Lighthouse.Build.Tasks;

/// <summary>Changes the judge in small ways, one at a time, and looks whether a test notices: its tests must notice 90 % of them.</summary>
[TaskName("Mutation")]
[TaskDescription("Mutation score of the judge (dotnet-stryker); takes long, docs/decision.md has the last result")]
public sealed class MutationTask : FrostingTask<BuildContext>
{
    private const int LeastScore = 90;
    private static readonly string[] Judge = ["Judging", "Decisions", "Governance"];

    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        Start(context, new ProcessArgumentBuilder().Append("tool").Append("restore"));
        var arguments = new ProcessArgumentBuilder()
            .Append("stryker").Append("--test-runner").Append("mtp").Append("--project").Append("Lighthouse.Readiness.csproj")
            .Append("--configuration").Append(context.BuildConfiguration).Append("--break-at").Append($"{LeastScore}")
            .Append("--reporter").Append("html").Append("--reporter").Append("cleartext")
            .Append("--output").AppendQuoted(System.IO.Path.Combine(context.Session.Run.Folder.Artifacts, "mutation"));
        foreach (var room in Judge)
            arguments.Append("--mutate").AppendQuoted($"**/{room}/**/*.cs");
        Start(context, arguments);
    }

    private static void Start(BuildContext context, ProcessArgumentBuilder arguments)
    {
        var code = context.StartProcess("dotnet", new ProcessSettings
        {
            Arguments = arguments,
            WorkingDirectory = System.IO.Path.Combine(context.Session.Settings.TestsFolder, "Lighthouse.Readiness.Tests"),
            // Known to msbuild as a property: leaves out the tests that take long.
            EnvironmentVariables = new Dictionary<string, string> { ["LighthouseMutation"] = "true" },
        });
        if (code != 0)
            throw new PipelineException(ExitCode.NoGo, $"LH4131: 'dotnet {arguments.RenderSafe()}' ended with {code}: fewer than {LeastScore} % of the changes were noticed, or it could not be carried out; see above.");
    }
}
