using System.Globalization;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Bridge.Tests.Running;

/// <summary>A bridge that runs for the tests of one class, with an admin's session and fresh agents on demand.</summary>
public class RunningBridge : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _secrets = BridgeProcess.FreshSecrets();
    private BridgeProcess _process = null!;
    private readonly string[] _arguments;
    private int _agents;

    public RunningBridge() => _arguments = [];

    /// <summary>With settings, such as <c>--Bridge:Push:PingSeconds=1</c>; the test starts it.</summary>
    internal RunningBridge(params string[] arguments) => _arguments = arguments;

    public BridgeClient Client { get; private set; } = null!;

    public BridgeSession Admin { get; private set; } = null!;

    public string AdminSecret => _secrets["Bridge__AdminSecret"];

    public Uri Address => Client.Address;

    internal BridgeProcess Process => _process;

    internal string DataDirectory => _folder.Data;

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Settings beside the secrets, as environment variables.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        Admin = await Client.OpenSessionAsync("admin", AdminSecret);
    }

    /// <summary>Kills the process and starts it again on the same data, for this one run with further settings.</summary>
    public async Task RestartAsync(params string[] settings)
    {
        await _process.KillAsync();
        await _process.DisposeAsync();
        Client.Dispose();
        await StartAsync(settings);
    }

    /// <summary>Takes an agent's session over to the client of the restarted process.</summary>
    public Task<HttpResponseMessage> ResendAsync(PreparedRequest request) => Client.SendAsync(request, Cancellation);

    public async Task<AgentCredential> NewAgentAsync(string role = "agent")
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"agent-{Interlocked.Increment(ref _agents)}");
        return await Client.RegisterAgentAsync(Admin, name, role, Cancellation);
    }

    public async Task<BridgeSession> NewSessionAsync(string role = "agent") =>
        await Client.OpenSessionAsync(await NewAgentAsync(role), cancellation: Cancellation);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Client?.Dispose();
        if (_process is not null) await _process.DisposeAsync();
        _folder.Dispose();
    }

    private async Task StartAsync(params string[] settings)
    {
        foreach (var (name, value) in Settings) _secrets[name] = value;
        _process = BridgeProcess.Launch(_secrets, ["--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", _folder.Data, .. _arguments, .. settings]);
        Client = BridgeClient.Connect(await _process.ListeningAsync());
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!(await Client.HealthAsync(bound.Token)).IsHealthy) await Task.Delay(10, bound.Token);
    }
}
