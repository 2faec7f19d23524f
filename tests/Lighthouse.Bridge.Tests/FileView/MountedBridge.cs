using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.FileView;

/// <summary>A real bridge with a file view, in a mount namespace of its own.</summary>
internal sealed class MountedBridge : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _secrets = BridgeProcess.FreshSecrets();
    private readonly string[] _settings;
    private BridgeProcess? _process;
    private BridgeClient? _client;

    private MountedBridge(MountNamespace space, string[] settings)
    {
        Space = space;
        _settings = settings;
    }

    public MountNamespace Space { get; }

    /// <summary>The mount point, as seen within the namespace.</summary>
    public string View => Path.Combine(_folder.Path, "view");

    public string Current => Path.Combine(View, "current");

    /// <summary>The mount as seen from this process.</summary>
    public string SeenCurrent => Space.Root + Current;

    /// <summary>The project's files on disk.</summary>
    public string Project => Path.Combine(_folder.Path, "project");

    /// <summary>A folder beside, on the same disk.</summary>
    public string Beside => Directory.CreateDirectory(Path.Combine(_folder.Path, "beside")).FullName;

    public BridgeProcess Process => _process ?? throw new InvalidOperationException("It is not running.");

    public BridgeClient Client => _client ?? throw new InvalidOperationException("It is not running.");

    public static async Task<MountedBridge> StartAsync(params string[] settings)
    {
        var bridge = Prepare(settings);
        await bridge.LaunchAsync();
        await bridge.UntilAsync("healthy");
        return bridge;
    }

    /// <summary>Everything but the process.</summary>
    public static MountedBridge Prepare(params string[] settings) => new(MountNamespace.Create(), settings);

    public static MountedBridge PrepareForUser() => new(MountNamespace.Create(isOfUser: true), []);

    /// <summary>Starts the bridge and waits until it serves, mounted or not.</summary>
    public async Task LaunchAsync()
    {
        _process = BridgeProcess.LaunchBy(
            Space.Entering, _secrets,
            [
                "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", _folder.Data, "--Bridge:FileView:MountPoint", View,
                "--Bridge:FileView:ProjectDirectory", Project, "--Bridge:ExitOnStdinClose=true", .. _settings,
            ]);
        _client = BridgeClient.Connect(await _process.ListeningAsync());
        using var bound = new CancellationTokenSource(Bound);
        while (!(await _client.HealthAsync(bound.Token)).IsHealthy) await Task.Delay(10, bound.Token);
    }

    public async Task<string> ComponentAsync() => (await Client.StatusAsync(RunningBridge.Cancellation)).Components["fuse_mount"];

    /// <summary>Waits for a state of the component.</summary>
    public async Task UntilAsync(string state)
    {
        using var bound = new CancellationTokenSource(Bound);
        while (await ComponentAsync() is var now && now != state)
        {
            Assert.False(bound.IsCancellationRequested, $"the component stays {now}: {Process.Errors}");
            await Task.Delay(10, CancellationToken.None);
        }
    }

    public Task<string> RunAsync(string script) => Space.RunAsync(Current, script);

    public Task<BridgeSession> AdminAsync() => Client.OpenSessionAsync("admin", _secrets["Bridge__AdminSecret"], cancellation: RunningBridge.Cancellation);

    public async Task<BridgeSession> AgentAsync(BridgeSession admin, string name, string role = "agent") =>
        await Client.OpenSessionAsync(await Client.RegisterAgentAsync(admin, name, role, RunningBridge.Cancellation), cancellation: RunningBridge.Cancellation);

    /// <summary>A figure of <c>/metrics</c>.</summary>
    public async Task<double> FigureAsync(string name)
    {
        var line = (await Client.MetricsAsync(RunningBridge.Cancellation)).Split('\n').Single(l => l.StartsWith(name + " ", StringComparison.Ordinal));
        return double.Parse(line[(name.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until every change so far is recorded.</summary>
    public async Task RecordedAsync()
    {
        using var bound = new CancellationTokenSource(Bound);
        while (await FigureAsync("bridge_file_view_changes_waiting") > 0) await Task.Delay(5, bound.Token);
    }

    public async Task StopAsync(Func<BridgeProcess, Task> how)
    {
        _client?.Dispose();
        await how(Process);
        await Process.DisposeAsync();
        (_process, _client) = (null, null);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await StopAsync(process => process.KillAsync());
        Space.Dispose();
        // .NET cannot remove names that are not UTF-8.
        if (Directory.Exists(Project)) System.Diagnostics.Process.Start("rm", ["-rf", Project])!.WaitForExit();
        _folder.Dispose();
    }
}
