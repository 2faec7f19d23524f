namespace Lighthouse.Bridge.Collaboration;

/// <summary>Registers: sessions in which several agents share a context.</summary>
internal static class CollaborationServices
{
    public static IServiceCollection AddCollaboration(this IServiceCollection services) => services
        .AddSingleton<CollaborationEvents>()
        .AddSingleton<CollaborationRegister>()
        .AddSingleton<ICollaborations, Collaborations>()
        .AddEventSourced<ICollaborations>()
        .AddSingleton<State.IRunsWhenReady>(provider => new CollaborationDeadlines(provider.GetRequiredService<ICollaborations>()));
}
