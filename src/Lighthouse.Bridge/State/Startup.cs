using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.State;

/// <summary>Opens the store, rebuilds the state, and then follows the store. Until then the service answers 503.</summary>
internal sealed class Startup(
    IServiceProvider services, BridgeOptions options, Readiness readiness, IHostApplicationLifetime lifetime, ILogger<Startup> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        IReadOnlyList<IRunsWhenReady> works;
        try
        {
            // Opening blocks for as long as recovery reads; the service must be listening meanwhile.
            works = await Task.Run(() => OpenAndRebuildAsync(stoppingToken), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception problem) when (problem is EventStoreException or IOException or UnauthorizedAccessException or ConfigurationException)
        {
            Fail(problem.Message);
            return;
        }
        catch (Exception problem)
        {
            // Left to the host, it would end the process with 0.
            log.LogCritical(problem, "The bridge failed while it started");
            Fail($"LHB3002: the bridge failed while it started: {problem.Message} Its log says more.");
            return;
        }

        await Task.WhenAll(works.Select(work => work.RunAsync(stoppingToken)));
    }

    private void Fail(string problem)
    {
        readiness.Failure = problem;
        lifetime.StopApplication();
    }

    private async Task<IReadOnlyList<IRunsWhenReady>> OpenAndRebuildAsync(CancellationToken cancellation)
    {
        DataDirectory.Create(options.DataDirectory);
        var store = services.GetRequiredService<IEventStore>();
        Report(store.Recovery);
        await services.GetRequiredService<StateRebuild>().RunAsync(cancellation);
        // Made before anybody is served: the patterns of the policy alone take longer to make than many answers.
        IRunsWhenReady[] works = [.. services.GetServices<IRunsWhenReady>()];
        services.GetRequiredService<IManagedHeap>().Settle();
        readiness.IsReady = true;
        return works;
    }

    private void Report(RecoveryReport recovery)
    {
        if (recovery.TornBytes > 0) log.LogWarning("Recovery cut {TornBytes} bytes of an unfinished record", recovery.TornBytes);
        foreach (var violation in recovery.Violations)
            log.LogError("Recovery found {Kind} ({Severity}): {Detail}", violation.Kind, violation.Severity, violation.Detail);
        if (recovery.Violations.Count > 0 && !options.Degraded)
            throw new ConfigurationException(
                $"LHB2004: the event store is damaged in {recovery.Violations.Count} places, and Bridge:Degraded is false. "
                + "Restore the data directory from a copy, or set Bridge:Degraded to true to serve what is sound.");
    }
}
