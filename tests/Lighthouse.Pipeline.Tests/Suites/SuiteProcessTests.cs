using System.Collections.Concurrent;
using System.Diagnostics;
using Lighthouse.Pipeline.Suites;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Targets;

namespace Lighthouse.Pipeline.Tests.Suites;

public sealed class SuiteProcessTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_program_that_ends_at_once_is_read_like_any_other_and_leaves_nothing_written_down()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no program 'true' there");
        const int Rounds = 200;
        Directory.CreateDirectory(folder["journal"]);
        var suite = new SuiteProcess(new ProcessJournal(folder["journal"]), _ => { });
        var outcomes = new ConcurrentBag<(SuiteEnding, int?)>();
        await Parallel.ForAsync(0, Rounds, TestContext.Current.CancellationToken, async (_, cancellation) =>
        {
            var outcome = await suite.RunCommandAsync(new ProcessStartInfo("true"), Limit, code => new(SuiteEnding.Completed, code, null, []), cancellation);
            outcomes.Add((outcome.Ending, outcome.ExitCode));
        });
        Assert.Equal(Enumerable.Repeat<(SuiteEnding, int?)>((SuiteEnding.Completed, 0), Rounds), outcomes);
        Assert.Empty(Directory.GetFiles(folder["journal"]));
    }
}
