using Cake.Frosting;

namespace Lighthouse.Pipeline;

/// <summary>Makes a runbook's days the tasks of a Cake Frosting build.</summary>
public static class LighthouseExtensions
{
    /// <summary>
    /// Makes the days of a runbook tasks of this build, with GoNoGo, Verify and Default beside them. The system under test is the one that the runbook's
    /// <c>target</c> describes. Everything else that the host is to know is told to it before.
    /// </summary>
    /// <param name="host">The host.</param>
    /// <param name="runbook">The runbook file, from the current folder.</param>
    /// <param name="others">Further runbooks, which <c>--runbook=NAME</c> chooses by name.</param>
    /// <example><code>return new CakeHost().UseLighthouse("readiness.yaml").Run(args);</code></example>
    public static LighthouseHost<LighthouseContext> UseLighthouse(this CakeHost host, string runbook, params IReadOnlyList<string> others) =>
        host.UseLighthouse<LighthouseContext>(LighthouseSettings.Beside(runbook) with { OtherRunbooks = [.. others.Select(Path.GetFullPath)] });

    /// <summary>The same with a context of the build's own, and its parts where the settings say.</summary>
    /// <typeparam name="TContext">The build's context.</typeparam>
    /// <param name="host">The host.</param>
    /// <param name="settings">Where the build's parts are.</param>
    public static LighthouseHost<TContext> UseLighthouse<TContext>(this CakeHost host, LighthouseSettings settings)
        where TContext : LighthouseContext => new(host, settings);
}
