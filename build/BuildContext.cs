using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.MSBuild;
using Cake.Core;
using Lighthouse.Pipeline;

namespace Lighthouse.Build;

/// <summary>What the tasks of this repository share.</summary>
public sealed class BuildContext(ICakeContext context, LighthouseSession session) : LighthouseContext(context, session)
{
    /// <summary>The solution.</summary>
    public string Solution => Path.Combine(Session.Settings.Repository, "Lighthouse.Pipeline.sln");

    /// <summary>Build configuration.</summary>
    public string BuildConfiguration => Session.Settings.Configuration;

    /// <summary>Whether this is a build server, where no test may be skipped.</summary>
    public bool IsContinuousIntegration => Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>Settings for msbuild that print nothing but warnings and errors.</summary>
    public static DotNetMSBuildSettings Quietly() => new() { NoLogo = true };

    /// <summary>How much the .NET command line prints.</summary>
    public static DotNetVerbosity Verbosity => DotNetVerbosity.Quiet;
}
