using System.Net;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Tests.Running;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lighthouse.Bridge.Tests.State;

/// <summary>Runs the host in this process, so that its store can be held back and broken.</summary>
public sealed class UnavailableStoreTests
{
    [Fact]
    public async Task Until_the_store_is_open_and_while_it_takes_nothing_the_answer_is_503()
    {
        using var folder = new TemporaryFolder();
        using var gate = new ManualResetEventSlim();
        FailingStore? store = null;
        var started = new TaskCompletionSource<(IHostApplicationLifetime Lifetime, Uri Address)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = BridgeHost.RunAsync(
            ["--urls", "http://127.0.0.1:0", "--Bridge:Development=true", "--Bridge:DataDirectory", folder.Data],
            services =>
            {
                var open = services.Single(s => s.ServiceType == typeof(IEventStore)).ImplementationFactory!;
                services.AddSingleton<IEventStore>(provider =>
                {
                    gate.Wait(TimeSpan.FromSeconds(20));
                    return store = new FailingStore((IEventStore)open(provider));
                });
                services.AddHostedService(provider => new Observer(provider, started));
            });
        var (lifetime, address) = await started.Task.WaitAsync(TimeSpan.FromSeconds(20), RunningBridge.Cancellation);
        using var client = BridgeClient.Connect(address);

        Assert.Equal((false, "starting"), await HealthAsync(client));
        using (var early = await client.SendAsync(new(HttpMethod.Get, "/event/query", [], null), RunningBridge.Cancellation))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, early.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(1), early.Headers.RetryAfter!.Delta);
        }

        gate.Set();
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!(await client.HealthAsync(bound.Token)).IsHealthy) await Task.Delay(5, bound.Token);
        var admin = await client.OpenSessionAsync("admin", "development-only-AdminSecret", cancellation: bound.Token);
        await admin.StoreEventAsync(new EventDraft("before"), bound.Token);

        store!.IsBroken = true;
        await Refused.WithAsync(503, "store_unavailable", () => admin.StoreEventAsync(new EventDraft("lost")));
        Assert.Equal((false, "unhealthy"), await HealthAsync(client));
        Assert.Single((await admin.QueryAsync(new EventQuery { EventType = "before" }, bound.Token)).Events);

        // Nobody stores anything but the bridge itself.
        var news = admin.WaitAsync((await client.StatusAsync(bound.Token)).LastSequence, TimeSpan.FromSeconds(20), bound.Token);
        store.IsBroken = false;
        var told = Assert.Single((await news).Events);
        Assert.Equal("bridge_store_recovered", told.EventType);
        Assert.InRange(told.Data.GetProperty("failing_ms").GetInt64(), 0, 20_000);
        Assert.Equal((true, "healthy"), await HealthAsync(client));
        await admin.StoreEventAsync(new EventDraft("after"), bound.Token);
        lifetime.StopApplication();
        Assert.Equal(0, await running.WaitAsync(TimeSpan.FromSeconds(20), RunningBridge.Cancellation));
    }

    private static async Task<(bool IsHealthy, string Status)> HealthAsync(BridgeClient client)
    {
        var health = await client.HealthAsync(RunningBridge.Cancellation);
        return (health.IsHealthy, health.Status);
    }

    private sealed class Observer(IServiceProvider services, TaskCompletionSource<(IHostApplicationLifetime, Uri)> started) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            var lifetime = services.GetRequiredService<IHostApplicationLifetime>();
            lifetime.ApplicationStarted.Register(() => started.TrySetResult(
                (lifetime, new Uri(services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()))));
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Like the real ones it knows that it works from its last write.</summary>
    private sealed class FailingStore(IEventStore inner) : IEventStore
    {
        private volatile bool _failed;

        public bool IsBroken { get; set; }

        public long LastSequence => inner.LastSequence;

        public RecoveryReport Recovery => inner.Recovery;

        public StoreHealth Health => _failed ? new(false, "broken by the test") : inner.Health;

        public Task<IReadOnlyList<StoredEvent>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation)
        {
            _failed = IsBroken;
            return IsBroken ? throw new EventStoreException(EventStoreError.NotWritable, "broken by the test") : inner.AppendAsync(events, cancellation);
        }

        public IAsyncEnumerable<StoredEvent> ReadAsync(long afterSequence, CancellationToken cancellation) => inner.ReadAsync(afterSequence, cancellation);

        public Task WaitForNewerAsync(long sequence, CancellationToken cancellation) => inner.WaitForNewerAsync(sequence, cancellation);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
