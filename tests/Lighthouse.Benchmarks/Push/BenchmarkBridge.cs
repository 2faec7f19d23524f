using System.Security.Cryptography;
using Lighthouse.Benchmarks.Running;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Benchmarks.Push;

/// <summary>A bridge in a process of its own, as it is delivered, and agents with sessions on it.</summary>
internal sealed class BenchmarkBridge : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly Enlistment _enlistment;

    private BenchmarkBridge(ChildProcess process, BridgeClient client, BridgeSession admin, string adminSecret) =>
        (_process, Client, _enlistment, AdminSecret) = (process, client, new Enlistment(client, admin), adminSecret);

    public BridgeClient Client { get; }

    /// <summary>What the bootstrap admin proves itself with.</summary>
    public string AdminSecret { get; }

    public int Port => Client.Address.Port;

    /// <summary>What the process has in RAM.</summary>
    public double ResidentKilobytes => _process.ResidentKilobytes;

    public static Task<BenchmarkBridge> StartAsync(string folder, CancellationToken cancellation, params string[] settings) =>
        StartAsync(folder, new Dictionary<string, string>(), cancellation, settings);

    /// <summary>With settings of the environment, those of the runtime among them.</summary>
    public static async Task<BenchmarkBridge> StartAsync(
        string folder, IReadOnlyDictionary<string, string> environment, CancellationToken cancellation, params string[] settings)
    {
        var variables = Secrets();
        foreach (var (name, value) in environment) variables[name] = value;
        var data = Path.Combine(folder, Path.GetRandomFileName());
        var process = ChildProcess.Start(
            Path.Combine(AppContext.BaseDirectory, "Lighthouse.Bridge"),
            ["--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", data, "--Bridge:ExitOnStdinClose=true", .. settings], variables);
        var client = BridgeClient.Connect(new Uri((await process.LineAsync(cancellation)).Split(' ')[^1]));
        while (!(await client.HealthAsync(cancellation)).IsHealthy) await Task.Delay(10, cancellation);
        var secret = variables["Bridge__AdminSecret"];
        return new(process, client, await client.OpenSessionAsync("admin", secret, cancellation: cancellation), secret);
    }

    /// <summary>Secrets for a bridge, or for several that share a store.</summary>
    public static Dictionary<string, string> Secrets() => new[] { "TokenSecret", "StoreKey", "AgentKey", "AdminSecret" }.ToDictionary(
        key => $"Bridge__{key}", _ => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));

    /// <summary>What is alive in the managed heap, in kilobytes: its garbage is collected first.</summary>
    public async Task<double> LiveKilobytesAsync(CancellationToken cancellation)
    {
        const string collections = "dotnet_gc_collections_total{generation=\"2\"}";
        var before = await FigureAsync(collections, cancellation);
        await DiagnosticsPort.CollectAsync(_process.Id, cancellation);
        while (await FigureAsync(collections, cancellation) == before) await Task.Delay(10, cancellation);
        return await FigureAsync("dotnet_gc_heap_bytes", cancellation) / 1_024;
    }

    /// <summary>Has it allocate so much that it gives memory back as soon as it is idle.</summary>
    public async Task TireAsync(CancellationToken cancellation)
    {
        const string allocated = "dotnet_gc_allocated_bytes_total";
        const double enough = 80L << 20;
        for (var end = await FigureAsync(allocated, cancellation) + enough; await FigureAsync(allocated, cancellation) < end;)
            await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Client.MetricsAsync(cancellation)));
    }

    /// <summary>Opens a session for each of so many new agents.</summary>
    public Task<IReadOnlyList<BridgeSession>> SessionsAsync(int count, string role, CancellationToken cancellation) =>
        _enlistment.SessionsAsync(count, role, cancellation);

    /// <summary>One of the bridge's own figures.</summary>
    public async Task<double> FigureAsync(string name, CancellationToken cancellation)
    {
        var line = (await Client.MetricsAsync(cancellation)).Split('\n').Single(l => l.StartsWith(name + " ", StringComparison.Ordinal));
        return double.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _process.DisposeAsync();
    }
}
