using System.Globalization;
using System.Security.Cryptography;
using Lighthouse.Benchmarks.Running;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Benchmarks.FileView;

/// <summary>A bridge with a file view, in a mount namespace that ends with it.</summary>
internal sealed class ViewedBridge : IAsyncDisposable
{
    private const string Listening = "Lighthouse bridge is listening on ";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private readonly ChildProcess _process;

    private ViewedBridge(ChildProcess process, BridgeClient client, string current, string adminSecret)
    {
        _process = process;
        Client = client;
        Current = current;
        AdminSecret = adminSecret;
    }

    public BridgeClient Client { get; }

    /// <summary>The view's <c>current/</c> as seen from this process.</summary>
    public string Current { get; }

    public string AdminSecret { get; }

    public static async Task<ViewedBridge> StartAsync(string folder, CancellationToken cancellation)
    {
        var view = Path.Combine(folder, "view");
        var secrets = new[] { "TokenSecret", "StoreKey", "AgentKey", "AdminSecret" }
            .ToDictionary(name => $"Bridge__{name}", _ => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        var process = ChildProcess.Start(
            "/usr/bin/unshare",
            [
                "-m", "--propagation", "private", Path.Combine(AppContext.BaseDirectory, "Lighthouse.Bridge"), "--urls", "http://127.0.0.1:0",
                "--Bridge:DataDirectory", Path.Combine(folder, "data"), "--Bridge:FileView:MountPoint", view, "--Bridge:ExitOnStdinClose=true",
            ],
            secrets);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(Bound);
        var client = BridgeClient.Connect(new Uri((await process.LineAsync(bound.Token))[Listening.Length..]));
        while (!(await client.HealthAsync(bound.Token)).IsHealthy || (await client.StatusAsync(bound.Token)).Components["fuse_mount"] != "healthy")
            await Task.Delay(20, bound.Token);
        var current = string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/root{view}/current");
        return new(process, client, current, secrets["Bridge__AdminSecret"]);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _process.DisposeAsync();
    }
}
