using Cake.Common;
using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Build;
using Cake.Core;
using Cake.Core.IO;
using Cake.Frosting;
using Lighthouse.Pipeline;

namespace Lighthouse.Build.Tasks;

/// <summary>Measures which branches of the judge its tests take.</summary>
[TaskName("Coverage")]
[TaskDescription("Branch coverage of the judge; writes artifacts/coverage, docs/decision.md has the last result")]
public sealed class CoverageTask : FrostingTask<BuildContext>
{
    private const string Project = "Lighthouse.Readiness.Tests";
    private static readonly string[] Judge = ["Judging", "Decisions", "Governance"];

    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        var folder = System.IO.Path.Combine(context.Session.Settings.TestsFolder, Project);
        var settings = BuildContext.Quietly();
        settings.Properties["LighthouseCoverage"] = ["true"];
        context.DotNetBuild(folder, new DotNetBuildSettings
        {
            Configuration = context.BuildConfiguration, NoLogo = true, Verbosity = BuildContext.Verbosity, MSBuildSettings = settings,
        });
        var arguments = new ProcessArgumentBuilder()
            .AppendQuoted(System.IO.Path.Combine(folder, "bin", context.BuildConfiguration, "net10.0", $"{Project}.dll"))
            .Append("--coverlet").Append("--coverlet-output-format").Append("cobertura")
            .Append("--results-directory").AppendQuoted(System.IO.Path.Combine(context.Session.Run.Folder.Artifacts, "coverage"));
        foreach (var room in Judge)
            arguments.Append("--coverlet-include").AppendQuoted($"[Lighthouse.Readiness]Lighthouse.Readiness.{room}.*");
        var code = context.StartProcess("dotnet", new ProcessSettings { Arguments = arguments });
        if (code != 0)
            throw new PipelineException(ExitCode.NoGo, $"LH4132: the tests of the judge ended with {code} while their coverage was measured; see above.");
    }
}
