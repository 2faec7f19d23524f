namespace Lighthouse.Bridge.Features;

/// <summary>Registers: feature flags.</summary>
internal static class FeatureServices
{
    public static IServiceCollection AddFeatures(this IServiceCollection services) =>
        services.AddSingleton<IFeatures, Features>().AddEventSourced<IFeatures>();
}
