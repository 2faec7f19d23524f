using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;
using Microsoft.Extensions.DependencyInjection;

namespace Lighthouse.Bridge.Tests.Running;

/// <summary>The service's parts in this process, on a real file store, with a clock that the test moves.</summary>
internal sealed class BridgeParts : IAsyncDisposable
{
    private static readonly Peer Home = new("127.0.0.1", "test");
    private readonly TemporaryFolder _folder = new();
    private ServiceProvider _services;
    private int _nonces;

    private readonly Action<IServiceCollection>? _customise;

    private BridgeParts(ManualTime time, Action<IServiceCollection>? customise)
    {
        Time = time;
        _customise = customise;
        _services = Build();
    }

    public ManualTime Time { get; }

    public static async Task<BridgeParts> StartAsync(Action<IServiceCollection>? customise = null)
    {
        var parts = new BridgeParts(new ManualTime(), customise);
        await parts.RebuildAsync();
        return parts;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Stops the parts and starts them anew on the same data, some time later.</summary>
    public async Task RestartAsync(TimeSpan meanwhile = default)
    {
        await _services.DisposeAsync();
        Time.Skip(meanwhile);
        _services = Build();
        await RebuildAsync();
    }

    public SessionProof Proof(Agent agent, string? nonce = null)
    {
        nonce ??= (++_nonces).ToString("x16", CultureInfo.InvariantCulture);
        var timestamp = Time.GetUtcNow().ToUnixTimeSeconds();
        var message = string.Create(CultureInfo.InvariantCulture, $"{agent.Id}\n{timestamp}\n{nonce}");
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Get<IAgents>().SecretOf(agent)), Encoding.UTF8.GetBytes(message));
        return new(agent.Id, timestamp, nonce, Convert.ToHexStringLower(mac));
    }

    public Task<OpenedSession> OpenAsync(Agent agent) => Get<ISessions>().OpenAsync(Proof(agent), Home);

    public Caller? Authenticate(string token) => Get<ISessions>().Authenticate(token, Home);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    private Task RebuildAsync() => Get<StateRebuild>().RunAsync(CancellationToken.None);

    private ServiceProvider Build()
    {
        var options = new BridgeOptions
        {
            DataDirectory = _folder.Data, TokenSecret = "token key", StoreKey = "store key", AgentKey = "agent key", AdminSecret = "admin secret",
        };
        var services = new ServiceCollection().AddLogging().AddBridge(options).AddSingleton<TimeProvider>(Time);
        _customise?.Invoke(services);
        return services.BuildServiceProvider();
    }
}
