namespace Lighthouse.Bridge.Integrity;

/// <summary>Registers: the integrity monitor.</summary>
internal static class IntegrityServices
{
    public static IServiceCollection AddIntegrity(this IServiceCollection services) => services;
}
