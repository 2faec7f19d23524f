using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Limits;
using Lighthouse.Bridge.Messages;
using Lighthouse.Bridge.Operations;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge;

/// <summary>Registers the parts of the bridge. What is behind an interface can be decorated.</summary>
internal static class BridgeServices
{
    public static IServiceCollection AddBridge(this IServiceCollection services, BridgeOptions options) => services
        .AddSingleton(options)
        .AddSingleton(TimeProvider.System)
        .AddFileEventStore(_ => new EventStoreOptions { Directory = options.DataDirectory }, _ => options.StoreKey)
        .AddState()
        .AddIdentity()
        .AddElicitations()
        .AddSingleton<EventWindow>()
        .AddSingleton<Waiters>()
        .AddSingleton<MessageFeed>()
        .AddSingleton<IMessages, Messages.Messages>()
        .AddSingleton<IRateLimits, RateLimits>()
        .AddSingleton<Counters>()
        .AddSingleton<OpenApiDocument>()
        .AddSingleton<MetricsText>()
        .AddHostedService<Startup>();

    private static IServiceCollection AddState(this IServiceCollection services) => services
        .AddSingleton<BridgeClock>()
        .AddSingleton<Readiness>()
        .AddSingleton<Journal>()
        .AddSingleton<StateRebuild>();

    private static IServiceCollection AddIdentity(this IServiceCollection services) => services
        .AddSingleton<IAgents, Agents>()
        .AddSingleton<INonces, Nonces>()
        .AddSingleton<Credentials>()
        .AddSingleton<SessionToken>()
        .AddSingleton<ISessions, Sessions>()
        .AddSingleton<IAuthenticator, Authenticator>();

    private static IServiceCollection AddElicitations(this IServiceCollection services) => services
        .AddSingleton<IDeadlines, Deadlines>()
        .AddSingleton<ISignatures, Signatures>()
        .AddSingleton<ElicitationRegister>()
        .AddSingleton<ElicitationEvents>()
        .AddSingleton<ElicitationRules>()
        .AddSingleton<IElicitations, Elicitations.Elicitations>();
}
