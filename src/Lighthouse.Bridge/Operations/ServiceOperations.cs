using System.Text;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Integrity;
using Lighthouse.Bridge.State;
using Lighthouse.Bridge.Validation;

namespace Lighthouse.Bridge.Operations;

/// <summary>What anybody may ask the service about itself.</summary>
internal static class ServiceOperations
{
    private const string Service = "lighthouse-bridge";
    private const long LeastFreeBytes = 1024 * 1024;
    private const double MostQueued = 0.9;

    public static IEnumerable<Operation> All() =>
    [
        new Operation("GET", "/health", "health", "Whether the service works: its store takes events and the disk has room.")
        {
            IsPublic = true, Refusals = [503], Handler = Health,
        }.Gives(ServiceShapes.HealthReply),
        new Operation("GET", "/status", "status", "State of the components, as measured now.")
        {
            IsPublic = true, Handler = Status,
        }.Gives(ServiceShapes.StatusReply),
        new Operation("GET", "/openapi.json", "openapi", "This description.") { IsPublic = true, Handler = Describe },
        new Operation("GET", "/metrics", "metrics", "Counters as Prometheus text; no names of agents.") { IsPublic = true, Handler = Metrics },
    ];

    private static async Task<object> Health(OperationContext context)
    {
        var readiness = context.Service<Readiness>();
        if (readiness.IsDraining) return Reply("draining", "The bridge was told to stop.", false);
        if (!readiness.IsReady) return Reply("starting", "The state is being rebuilt.", false);
        var store = context.Service<IEventStore>();
        if (!store.Health.Writable) return Reply("unhealthy", "The event store takes no events.", false);
        if (DataDirectory.FreeBytes(context.Service<BridgeOptions>().DataDirectory) < LeastFreeBytes) return Reply("unhealthy", "The disk is full.", false);
        if (await context.Service<StorageProbe>().ProblemAsync() is { } problem) return Reply("unhealthy", problem, false);
        if (store is IStoreFigures { QueueLimitBytes: > 0 } queue && queue.QueuedBytes > MostQueued * queue.QueueLimitBytes)
            return Reply("overloaded", "The queue of the event store is nearly full.", false);
        return IsDamaged(store) || context.Service<IIntegrityMonitor>().Open > 0
            ? Reply("degraded", "The stored events are not all as they were written: see the log and /integrity/violations.", true)
            : Reply("healthy", null, true);

        static HealthReply Reply(string status, string? problem, bool isHealthy) => new(status, Service, problem) { IsHealthy = isHealthy };
    }

    private static Task<object> Status(OperationContext context)
    {
        var store = context.Service<IEventStore>();
        var state = !store.Health.Writable ? "unhealthy" : IsDamaged(store) ? "degraded" : "healthy";
        var components = new Dictionary<string, string>
        {
            ["event_store"] = state, ["speed_layer"] = "unavailable", ["expert_coordinator"] = "unavailable", ["fuse_mount"] = "unavailable",
        };
        foreach (var component in context.Services<IComponent>()) components[component.Name] = component.State;
        var mode = context.Service<BridgeOptions>().Development ? "development" : "production";
        return Task.FromResult<object>(new StatusReply(
            state, mode, components, context.Service<ISessions>().ActiveAgents, context.Service<IValidation>().Pending, context.Service<BridgeClock>().Uptime.TotalSeconds, store.LastSequence));
    }

    private static Task<object> Describe(OperationContext context) =>
        Task.FromResult<object>(new RawReply("application/json", context.Service<OpenApiDocument>().Bytes));

    private static Task<object> Metrics(OperationContext context) =>
        Task.FromResult<object>(new RawReply("text/plain; version=0.0.4; charset=utf-8", Encoding.UTF8.GetBytes(context.Service<MetricsText>().Write())));

    private static bool IsDamaged(IEventStore store) => store.Recovery.Violations.Count > 0 || store.Health.Problem is not null;
}
