using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Build;
using Cake.Frosting;
using Lighthouse.Pipeline;

// The days of the runbook become tasks; GoNoGo decides over them.
return new CakeHost().UseLighthouse("readiness.yaml").Run(args);

/// <summary>Runs before the first day.</summary>
[TaskName("Build"), TaskDescription("Compiles the service and its suite")]
public sealed class BuildTask : FrostingTask<LighthouseContext>
{
    public override void Run(LighthouseContext context)
    {
        foreach (var project in new[] { "service", "tests/Service.Readiness" })
            context.DotNetBuild(project, new DotNetBuildSettings { Configuration = "Release", NoLogo = true, Verbosity = DotNetVerbosity.Quiet });
    }
}
