using System.Security.Cryptography;
using Lighthouse.Benchmarks.Running;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Benchmarks.Http;

/// <summary>A bridge in a process of its own, with fresh secrets and its data in the benchmark's folder.</summary>
internal sealed class BridgeUnderLoad : IAsyncDisposable
{
    private const string Listening = "Lighthouse bridge is listening on ";
    private readonly ChildProcess _process;
    private readonly string _adminSecret;

    private BridgeUnderLoad(ChildProcess process, Uri address, string adminSecret)
    {
        _process = process;
        _adminSecret = adminSecret;
        Client = BridgeClient.Connect(address);
    }

    public BridgeClient Client { get; }

    public static async Task<BridgeUnderLoad> StartAsync(string folder, CancellationToken cancellation, params string[] arguments)
    {
        var secrets = new[] { "TokenSecret", "StoreKey", "AgentKey", "AdminSecret" }
            .ToDictionary(name => "Bridge__" + name, _ => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        var process = ChildProcess.Start(
            Path.Combine(AppContext.BaseDirectory, "Lighthouse.Bridge"),
            ["--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder, "--Bridge:ExitOnStdinClose", "true", .. arguments],
            secrets);
        var line = await process.LineAsync(cancellation);
        var bridge = new BridgeUnderLoad(process, new Uri(line[Listening.Length..].Split(' ')[0]), secrets["Bridge__AdminSecret"]);
        while (!(await bridge.Client.HealthAsync(cancellation)).IsHealthy)
            await Task.Delay(10, cancellation);
        return bridge;
    }

    /// <summary>The bootstrap admin's session.</summary>
    public Task<BridgeSession> AdminAsync(CancellationToken cancellation) => Client.OpenSessionAsync("admin", _adminSecret, cancellation: cancellation);

    /// <summary>Sessions of fresh agents.</summary>
    public async Task<IReadOnlyList<BridgeSession>> SessionsAsync(int count, string role, CancellationToken cancellation)
    {
        var admin = await AdminAsync(cancellation);
        var sessions = new List<BridgeSession>();
        for (var i = 0; i < count; i++)
            sessions.Add(await Client.OpenSessionAsync(await Client.RegisterAgentAsync(admin, $"{role}-{i}", role, cancellation), cancellation: cancellation));
        return sessions;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _process.DisposeAsync();
    }
}
