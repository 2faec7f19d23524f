using Lighthouse.Bridge.Client;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Results;
using Lighthouse.Suites.Performance.Viewing;

namespace Lighthouse.Suites.Performance;

/// <summary>Files of the mounted view made, written, read and deleted while agents store events.</summary>
public sealed class FileView(Day day)
{
    private const string Gate = "file-view-latency";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    [Fact, Gate(Gate, "file_view.create", "file_view.write", "file_view.read", "file_view.delete", "file_view.wrong")]
    public async Task Files_are_made_written_read_and_deleted_in_time()
    {
        Assert.SkipUnless(day.Measures(Gate), "this profile defers it");
        Assert.SkipWhen(MountedView.Missing is not null, $"a file view cannot be mounted here: {MountedView.Missing}");
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(Gate);
        await using var view = await MountedView.StartAsync(day, cancellation);
        Assert.SkipWhen(view.WhyNot is not null, $"the bridge did not mount its file view: {view.WhyNot}");
        await using var agents = await Agents.ConnectAsync(view.Url, day.Target.Credentials["admin"], cancellation);
        await agents.EnlistAsync("files", sizes.Count("agents"), cancellation);
        var work = new FileWork(view.Current, (int)sizes["bytes"].In(Readiness.Quantities.Unit.Byte).Value);
        // Of the first files both sides compile what they run; the view is not judged by that.
        await RunAsync(work, sizes.Rate("rate"), sizes.Duration("warm_up"), cancellation);
        work.Forget();

        using var stop = new CancellationTokenSource();
        var load = StoreAsync(agents.Sessions, sizes.Rate("stored"), stop.Token, cancellation);
        var files = await RunAsync(work, sizes.Rate("rate"), sizes.Duration("duration"), cancellation);
        await stop.CancelAsync();
        var stored = await load;
        Record(view, work, files, stored);
    }

    private void Record(MountedView view, FileWork work, LoadResult files, LoadResult stored)
    {
        string[] doubts =
        [
            .. files.Doubts,
            .. stored.Succeeded == 0 ? ["LHS5221: no event was stored meanwhile, so there was no load."] : Array.Empty<string>(),
            .. view.IsSeenByTheKernel ? [] : new[] { "LHS5222: the kernel names no FUSE file system at the mount point; what was measured is a plain folder." },
        ];
        var measure = new Measure(
            Gate, $"{files.Intended:#,##0} files of {work.Bytes:#,##0} bytes made, written, read and deleted through the mounted view, each begun at its intended start (open model), by a bridge that stored {stored.Succeeded:#,##0} events of agents meanwhile. Failures: {(files.FailedByKind.Count == 0 ? "none" : string.Join(", ", files.FailedByKind.Keys))}.");
        day.Evidence.Record(
            measure.Distribution("file_view.create", work.Create.InMilliseconds(), doubts),
            measure.Distribution("file_view.write", work.Write.InMilliseconds(), doubts),
            measure.Distribution("file_view.read", work.Read.InMilliseconds(), doubts),
            measure.Distribution("file_view.delete", work.Delete.InMilliseconds(), doubts),
            measure.Count("file_view.wrong", files.Intended - files.Succeeded, files.Intended, doubts));
    }

    // File operations block: a step has a thread of the pool for itself, and starts come from another.
    private static Task<LoadResult> RunAsync(FileWork work, double rate, TimeSpan duration, CancellationToken cancellation) => LoadRun.OpenAsync(
        OpenModel.ConstantRate(rate, duration), (iteration, _) => Task.FromResult(work.Do(iteration.Number, iteration.StartDelay)),
        new LoadOptions(), TimeProvider.System, cancellation);

    private static Task<LoadResult> StoreAsync(IReadOnlyList<BridgeSession> agents, double rate, CancellationToken stop, CancellationToken cancellation) => LoadRun.OpenAsync(
        OpenModel.ConstantRate(rate, Limit),
        async (iteration, token) =>
        {
            await agents[(int)(iteration.Number % agents.Count)].StoreEventAsync(new EventDraft("beside_files", new { iteration.Number }), token);
            return IterationOutcome.Succeeded;
        },
        new LoadOptions { Stop = stop }, TimeProvider.System, cancellation);
}
