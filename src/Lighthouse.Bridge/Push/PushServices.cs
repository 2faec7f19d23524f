namespace Lighthouse.Bridge.Push;

/// <summary>Registers: push over WebSocket.</summary>
internal static class PushServices
{
    public static IServiceCollection AddPush(this IServiceCollection services) => services;
}
