using Cake.Frosting;
using Lighthouse.Pipeline.UnitTests;

namespace Lighthouse.Build.Tasks;

/// <summary>Runs every test program of the repository.</summary>
[TaskName("Test"), IsDependentOn(typeof(BuildTask))]
[TaskDescription("Runs every test; in CI none may be skipped")]
public sealed class TestTask : AsyncFrostingTask<BuildContext>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(40);
    private static readonly string[] NeedTheMachine = ["Lighthouse.Pipeline.Tests"];

    /// <inheritdoc/>
    public override Task RunAsync(BuildContext context)
    {
        var tests = context.Session.Settings.TestsFolder;
        var programs = Directory.GetDirectories(tests, "*.Tests").Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .Select(name => new TestProgram(
                name!, Path.Combine(tests, name!, "bin", context.BuildConfiguration, "net10.0", $"{name}.dll"), NeedTheMachine.Contains(name)));
        var run = new TestRun(ResultsFolder(context), context.Session.Run.Folder.Journal, Limit, context.Session.Log);
        return context.Session.GuardAsync(() => run.RunAsync([.. programs], allowSkips: !context.IsContinuousIntegration, context.Session.Cancellation));
    }

    internal static string ResultsFolder(BuildContext context) => Path.Combine(context.Session.Run.Folder.Artifacts, "test-results");
}
