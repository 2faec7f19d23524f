using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Experts;
using Lighthouse.Bridge.Features;
using Lighthouse.Bridge.FileView;
using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Integrity;
using Lighthouse.Bridge.Limits;
using Lighthouse.Bridge.Messages;
using Lighthouse.Bridge.Operations;
using Lighthouse.Bridge.Push;
using Lighthouse.Bridge.State;
using Lighthouse.Bridge.State.Snapshots;
using Lighthouse.Bridge.Validation;

namespace Lighthouse.Bridge;

/// <summary>Registers the parts of the bridge. What is behind an interface can be decorated.</summary>
internal static class BridgeServices
{
    public static IServiceCollection AddBridge(this IServiceCollection services, BridgeOptions options) => services
        .AddSingleton(options)
        .AddSingleton(TimeProvider.System)
        .AddEventStore(options)
        .AddState()
        .AddArchive()
        .AddIdentity()
        .AddFeatures()
        .AddElicitations()
        .AddMessages()
        .AddExperts()
        .AddValidation()
        .AddPush()
        .AddFileView()
        .AddIntegrity()
        .AddTelemetry()
        .AddSingleton<IRateLimits, RateLimits>()
        .AddSingleton<Counters>()
        .AddSingleton<Connections>()
        .AddSingleton<IMetricSource>(provider => provider.GetRequiredService<Connections>())
        .AddSingleton<HeldBodies>()
        .AddSingleton<IMetricSource>(provider => provider.GetRequiredService<HeldBodies>())
        .AddSingleton<OpenApiDocument>()
        .AddSingleton<MetricsText>()
        .AddHostedService<Startup>();

    /// <summary>Registers a service under its interface as one that is rebuilt from events.</summary>
    public static IServiceCollection AddEventSourced<TService>(this IServiceCollection services) where TService : class, IEventSourced =>
        services.AddSingleton<IEventSourced>(provider => provider.GetRequiredService<TService>());

    private static IServiceCollection AddState(this IServiceCollection services) => services
        .AddSingleton<BridgeClock>()
        .AddSingleton<Deadlines>()
        .AddSingleton<IMetricSource>(provider => provider.GetRequiredService<Deadlines>())
        .AddSingleton<IDeadlines>(provider => provider.GetRequiredService<Deadlines>())
        .AddSingleton<Readiness>()
        .AddSingleton<Draining>()
        .AddSingleton<StorageProbe>()
        .AddSingleton<IHostLifetime, SignalLifetime>()
        .AddSingleton<Journal>()
        .AddSingleton<OtherInstances>()
        .AddSingleton<StateRebuild>()
        .AddSingleton<IRunsWhenReady, StoreRetry>();

    private static IServiceCollection AddIdentity(this IServiceCollection services) => services
        .AddSingleton<IAgents, Agents>()
        .AddEventSourced<IAgents>()
        .AddSingleton<INonces, Nonces>()
        .AddSingleton<Credentials>()
        .AddSingleton<SessionToken>()
        .AddSingleton<SessionRegister>()
        .AddSingleton<ISessionDirectory, SessionDirectory>()
        .AddSingleton<ISessions, Sessions>()
        .AddEventSourced<ISessions>()
        .AddSingleton<IAuthenticator, Authenticator>();

    private static IServiceCollection AddElicitations(this IServiceCollection services) => services
        .AddSingleton<AnswerSchemas>()
        .AddSingleton<ISignatures, Signatures>()
        .AddSingleton<ElicitationRegister>()
        .AddSingleton<ElicitationEvents>()
        .AddSingleton<ElicitationRules>()
        .AddSingleton<IElicitations, Elicitations.Elicitations>()
        .AddEventSourced<IElicitations>();

    private static IServiceCollection AddMessages(this IServiceCollection services) => services
        .AddSingleton<EventWindow>()
        .AddSingleton<EventReader>()
        .AddSingleton<EventPublication>()
        .AddSingleton<Waiters>()
        .AddSingleton<IMessages, Messages.Messages>()
        .AddSingleton<Announcer>()
        .AddSingleton<IRunsWhenReady, MessageFeed>();
}
