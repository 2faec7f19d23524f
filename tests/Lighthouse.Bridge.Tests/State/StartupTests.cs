using System.Collections.Concurrent;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.State;
using Lighthouse.Bridge.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lighthouse.Bridge.Tests.State;

public sealed class StartupTests
{
    private readonly ConcurrentQueue<string> _seen = [];
    private readonly TaskCompletionSource _ran = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Readiness? _readiness;

    [Fact]
    public async Task Nobody_is_served_before_all_is_made_and_the_heap_has_settled()
    {
        await using var bridge = await BridgeParts.StartAsync(services => services
            .RemoveAll<IRunsWhenReady>()
            .AddSingleton<IRunsWhenReady>(_ => new Work(this))
            .AddSingleton<IManagedHeap>(new Heap(this))
            .AddSingleton<IHostApplicationLifetime>(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance)));
        _readiness = bridge.Get<Readiness>();
        using var startup = ActivatorUtilities.CreateInstance<Startup>(bridge.Get<IServiceProvider>());

        await startup.StartAsync(TestContext.Current.CancellationToken);
        await _ran.Task.WaitAsync(TestContext.Current.CancellationToken);
        await startup.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["made, not ready", "settled, not ready", "ran, ready"], _seen);
    }

    [Fact]
    public async Task What_cannot_be_made_ends_the_bridge_and_says_why_before_it_was_ready()
    {
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        await using var bridge = await BridgeParts.StartAsync(services => services
            .AddSingleton<IRunsWhenReady>(_ => throw new InvalidOperationException("no such pattern"))
            .AddSingleton<IHostApplicationLifetime>(lifetime));
        using var startup = ActivatorUtilities.CreateInstance<Startup>(bridge.Get<IServiceProvider>());

        await startup.StartAsync(TestContext.Current.CancellationToken);
        await startup.ExecuteTask!;

        Assert.Contains("no such pattern", bridge.Get<Readiness>().Failure, StringComparison.Ordinal);
        Assert.False(bridge.Get<Readiness>().IsReady);
        Assert.True(lifetime.ApplicationStopping.IsCancellationRequested);
    }

    private void See(string what) => _seen.Enqueue($"{what}, {(_readiness!.IsReady ? "ready" : "not ready")}");

    private sealed class Work : IRunsWhenReady
    {
        private readonly StartupTests _test;

        public Work(StartupTests test)
        {
            _test = test;
            test.See("made");
        }

        public Task RunAsync(CancellationToken stopping)
        {
            _test.See("ran");
            _test._ran.SetResult();
            return Task.CompletedTask;
        }
    }

    private sealed class Heap(StartupTests test) : IManagedHeap
    {
        public long AllocatedBytes => 0;

        public void Settle() => test.See("settled");

        public void GiveBack()
        {
        }
    }
}
