using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.FileView.Fuse;
using Lighthouse.Bridge.FileView.History;
using Lighthouse.Bridge.FileView.Project;
using Lighthouse.Bridge.FileView.Tree;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.FileView;

/// <summary>Mounts the view when the bridge is ready and takes it off when the bridge ends. Without a right to it the bridge runs on.</summary>
internal sealed class FileViewMount(
    BridgeOptions options, IServiceProvider services, FileViewState state, ChangeRecorder recorder, FileHistory history, ContentStore contents,
    TimeProvider time, ILogger<FileViewMount> log) : IRunsWhenReady, IComponent, IMetricSource
{
    private const string Subtype = "lighthouse";
    private static readonly TimeSpan DrainBound = TimeSpan.FromSeconds(2);
    private volatile Mounted? _mounted;

    public string Name => "fuse_mount";

    public string State => state.Word == "healthy" && recorder.IsStuck ? "degraded" : state.Word;

    public async Task RunAsync(CancellationToken stopping)
    {
        if (options.FileView.MountPoint is not { } folder)
        {
            state.Unavailable("it is not configured (Bridge:FileView:MountPoint)");
            return;
        }

        using var givenUp = new CancellationTokenSource();
        var recording = Task.Run(() => recorder.RunAsync(givenUp.Token), CancellationToken.None);
        try
        {
            // On a thread of its own: looking through the project blocks.
            await Task.Run(() => ServeAsync(folder, stopping), CancellationToken.None);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Told to stop before it was mounted.
        }
        catch (FuseUnavailableException problem)
        {
            state.Unavailable(problem.Message);
            log.LogWarning("There is no file view: {Problem}", problem.Message);
        }
        catch (Exception problem)
        {
            state.Unavailable("LHB6701: it failed; the log says more");
            log.LogError(problem, "LHB6701: the file view failed");
        }

        await DrainAsync(recording, givenUp);
    }

    public void WriteTo(MetricsWriter metrics)
    {
        var mounted = _mounted;
        metrics.Gauge("bridge_file_view_mounted", "1 when the file view is mounted.", mounted is null ? 0 : 1);
        metrics.Counter("bridge_file_view_changes_total", "Changes of files that were recorded.", recorder.Recorded);
        metrics.Gauge("bridge_file_view_changes_waiting", "Changes that wait to be recorded.", recorder.Waiting);
        metrics.Gauge("bridge_file_view_versions", "Superseded versions in the history.", history.Superseded);
        if (mounted is null) return;
        metrics.Counter("bridge_file_view_requests_total", "Requests of the kernel.", mounted.Connection.Requests);
        metrics.Gauge("bridge_file_view_nodes", "Entries that the kernel knows.", mounted.View.Nodes);
        metrics.Gauge("bridge_file_view_open", "Open files and directories.", mounted.View.Open);
        metrics.Gauge("bridge_file_view_bytes", "Bytes of the project's files.", mounted.Budget.Bytes);
        metrics.Gauge("bridge_file_view_files", "Files and folders of the project.", mounted.Budget.Files);
    }

    private async Task ServeAsync(string folder, CancellationToken stopping)
    {
        if (!OperatingSystem.IsLinux()) throw new FuseUnavailableException("LHB6710: a file view needs Linux.");
        var settings = options.FileView;
        var root = settings.ProjectDirectory ?? Path.Combine(options.DataDirectory, "project");
        RequireApart(folder, root);
        contents.Sweep(history.IsReferred);
        using var project = ProjectDirectory.OpenRoot(root);
        var budget = new SizeBudget(settings.TotalBytes, settings.Files);
        var differences = await new ProjectReview(project, history, recorder, budget).RunAsync(stopping);
        if (differences > 0) log.LogInformation("{Differences} files changed while no file view watched; they are recorded", differences);
        var current = new ProjectArea(project, budget, settings.FileBytes, recorder);
        var areas = new Dictionary<string, IViewArea>(StringComparer.Ordinal) { ["current"] = current };
        foreach (var (name, area) in services.GetRequiredService<ReadOnlyAreas>().All) areas[name] = area;
        using var view = new ViewFileSystem(areas, current, time);
        await ServeAsync(folder, Decorate(view), new(null!, view, budget), stopping);
    }

    private async Task ServeAsync(string folder, IFuseFileSystem files, Mounted parts, CancellationToken stopping)
    {
        var mount = FuseMount.Attach(folder, Subtype, options.FileView.AllowOthers, out var healed);
        using var device = mount.Connection;
        if (healed > 0) log.LogWarning("LHB6702: {Healed} dead mounts of a killed predecessor were taken off '{Folder}'", healed, folder);
        var connection = new FuseConnection(device, files, options.FileView.Threads, log);
        connection.Start();
        _mounted = parts with { Connection = connection };
        state.Healthy();
        log.LogInformation("The file view is mounted at '{Folder}'", folder);
        await Task.WhenAny(connection.Ended, Task.Delay(Timeout.Infinite, stopping));
        _mounted = null;
        state.Unavailable(stopping.IsCancellationRequested ? "the bridge is stopping" : "it was unmounted from outside");
        if (!stopping.IsCancellationRequested) log.LogWarning("LHB6703: the file view was unmounted from outside; it comes back with the next start");
        await EndAsync(mount, connection);
    }

    /// <summary>A view over its own sources would wait for itself.</summary>
    private void RequireApart(string folder, string root)
    {
        foreach (var source in (string[])[root, options.DataDirectory])
            if (IsWithin(source, folder) || IsWithin(folder, root))
                throw new FuseUnavailableException($"LHB6718: the mount point '{folder}' and '{source}' lie within each other. Choose folders apart.");

        static bool IsWithin(string path, string folder) =>
            $"{Path.TrimEndingDirectorySeparator(path)}/".StartsWith($"{Path.TrimEndingDirectorySeparator(folder)}/", StringComparison.Ordinal);
    }

    private static async Task EndAsync(FuseMount mount, FuseConnection connection)
    {
        // What is being worked on may finish; then nobody can get in any more.
        for (var waited = 0; connection.Running > 0 && waited < 50; waited++) await Task.Delay(10, CancellationToken.None);
        if (!connection.Ended.IsCompleted) mount.TakeOff();
        await Task.WhenAny(connection.Ended, Task.Delay(DrainBound, CancellationToken.None));
    }

    private async Task DrainAsync(Task recording, CancellationTokenSource givenUp)
    {
        recorder.Complete();
        givenUp.CancelAfter(DrainBound);
        try
        {
            await recording;
        }
        catch (OperationCanceledException)
        {
            log.LogWarning("LHB6704: not every change of a file was recorded before the end; the next start finds the rest");
        }
        catch (Exception problem)
        {
            log.LogError(problem, "LHB6705: changes of files were not recorded; the next start finds them");
        }
    }

    private IFuseFileSystem Decorate(IFuseFileSystem view) =>
        services.GetServices<IFuseDecorator>().Aggregate(view, (inner, decorator) => decorator.Around(inner));

    private sealed record Mounted(FuseConnection Connection, ViewFileSystem View, SizeBudget Budget);
}
