using System.Globalization;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Bridge.Tests.Running;

/// <summary>Two bridges in processes of their own over one database, with the same secrets.</summary>
public sealed class TwoBridges : IAsyncLifetime
{
    private readonly PostgresCluster _cluster;
    private readonly bool _ownsCluster;
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _settings = BridgeProcess.FreshSecrets();
    private int _agents;

    public TwoBridges() : this(SharedPostgres.Get(), ownsCluster: false)
    {
    }

    private TwoBridges(PostgresCluster cluster, bool ownsCluster)
    {
        (_cluster, _ownsCluster) = (cluster, ownsCluster);
        Schema = cluster.FreshSchema();
        foreach (var (name, value) in RunningBridgeOnPostgres.PostgresSettings(cluster, Schema)) _settings[name] = value;
        _settings["Bridge__Store__StatementSeconds"] = "3";
    }

    public string Schema { get; }

    public BridgeClient A { get; private set; } = null!;

    public BridgeClient B { get; private set; } = null!;

    public BridgeSession Admin { get; private set; } = null!;

    internal BridgeProcess ProcessA { get; private set; } = null!;

    internal BridgeProcess ProcessB { get; private set; } = null!;

    internal PostgresCluster Cluster => _cluster;

    internal string AdminSecret => _settings["Bridge__AdminSecret"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Two bridges on a server that is theirs alone, so that a test may do it harm.</summary>
    internal static async Task<TwoBridges> StartAloneAsync()
    {
        SharedPostgres.SkipUnlessAvailable();
        var bridges = new TwoBridges(PostgresCluster.Start(), ownsCluster: true);
        await bridges.InitializeAsync();
        return bridges;
    }

    public async ValueTask InitializeAsync()
    {
        (ProcessA, A) = await StartAsync();
        (ProcessB, B) = await StartAsync();
        Admin = await A.OpenSessionAsync("admin", AdminSecret);
    }

    public string NewName() => string.Create(CultureInfo.InvariantCulture, $"agent-{Interlocked.Increment(ref _agents)}");

    public Task<AgentCredential> NewAgentAsync(string role = "agent") => A.RegisterAgentAsync(Admin, NewName(), role, Cancellation);

    /// <summary>A new agent's session, opened at A; its token is good at both.</summary>
    public async Task<BridgeSession> NewSessionAsync(string role = "agent") => await A.OpenSessionAsync(await NewAgentAsync(role), cancellation: Cancellation);

    /// <summary>Starts B anew, after it was killed.</summary>
    public async Task RestartBAsync()
    {
        await ProcessB.DisposeAsync();
        B.Dispose();
        (ProcessB, B) = await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        A?.Dispose();
        B?.Dispose();
        if (ProcessA is not null) await ProcessA.DisposeAsync();
        if (ProcessB is not null) await ProcessB.DisposeAsync();
        _folder.Dispose();
        if (_ownsCluster) _cluster.Dispose();
    }

    private async Task<(BridgeProcess Process, BridgeClient Client)> StartAsync()
    {
        var process = BridgeProcess.Launch(_settings, "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", _folder.Data);
        var client = BridgeClient.Connect(await process.ListeningAsync());
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!(await client.HealthAsync(bound.Token)).IsHealthy) await Task.Delay(10, bound.Token);
        return (process, client);
    }
}
