using Lighthouse.Bridge.Diagnostics;

namespace Lighthouse.Bridge.Push;

/// <summary>Registers: push over WebSocket.</summary>
internal static class PushServices
{
    public static IServiceCollection AddPush(this IServiceCollection services) => services
        .AddSingleton<PushFigures>()
        .AddSingleton<IMetricSource>(provider => provider.GetRequiredService<PushFigures>())
        .AddSingleton<Announcements>()
        .AddSingleton<SocketRegister>()
        .AddSingleton<IMetricSource>(provider => provider.GetRequiredService<SocketRegister>())
        .AddSingleton<PushParts>()
        .AddSingleton<TypeSets>()
        .AddSingleton<SocketCommands>()
        .AddSingleton<SocketHost>()
        .AddSingleton<IPushes, Pushes>();
}
