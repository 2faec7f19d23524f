using System.Net;
using Lighthouse.Bridge.Client;
using Lighthouse.Chaos.NetworkProxy;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;

namespace Lighthouse.Suites.Performance.ServiceLevels;

/// <summary>Agents that ask for what is pending, at a constant rate and through a proxy that can spoil their way; all past the watch.</summary>
internal sealed class ProxiedLoad : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);
    private readonly CancellationTokenSource stop = new();
    private readonly TcpProxy proxy;
    private readonly BridgeClient client;
    private readonly List<BridgeSession> sessions = [];
    private Task running = Task.CompletedTask;

    private ProxiedLoad(Uri target)
    {
        proxy = TcpProxy.Start(new IPEndPoint(IPAddress.Loopback, target.Port));
        client = BridgeClient.Connect(new Uri($"http://{proxy.Address}"));
    }

    /// <summary>Begins.</summary>
    /// <param name="agents">Who asks; each gets a session that goes through the proxy.</param>
    /// <param name="target">Whom.</param>
    /// <param name="rate">Requests a second, all together.</param>
    /// <param name="watch">Is told of every request.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<ProxiedLoad> BeginAsync(Agents agents, Uri target, double rate, LevelWatch watch, CancellationToken cancellation)
    {
        var load = new ProxiedLoad(target);
        try
        {
            foreach (var credential in agents.Credentials)
                load.sessions.Add(await load.client.OpenSessionAsync(credential, cancellation: cancellation));
            load.running = load.RunAsync(rate, watch, cancellation);
            return load;
        }
        catch
        {
            await load.DisposeAsync();
            throw;
        }
    }

    /// <summary>Changes what becomes of the requests.</summary>
    public void Apply(LinkConditions conditions) => proxy.Apply(conditions);

    /// <summary>How long one request takes through the proxy, the watch and the load left out; null when it fails.</summary>
    public async Task<TimeSpan?> TryAsync(CancellationToken cancellation)
    {
        var begun = TimeProvider.System.GetTimestamp();
        try
        {
            await sessions[0].PendingAsync(cancellation);
            return TimeProvider.System.GetElapsedTime(begun);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        client.Dispose();
        await proxy.DisposeAsync();
        stop.Dispose();
    }

    private async Task RunAsync(double rate, LevelWatch watch, CancellationToken cancellation)
    {
        await LoadRun.OpenAsync(
            OpenModel.ConstantRate(rate, Longest),
            async (iteration, token) =>
            {
                await watch.TimeAsync(iteration.StartDelay, () => sessions[(int)(iteration.Number % sessions.Count)].PendingAsync(token));
                return IterationOutcome.Succeeded;
            },
            new LoadOptions { Stop = stop.Token, GracePeriod = TimeSpan.FromSeconds(2) }, TimeProvider.System, cancellation);
    }
}
