namespace Lighthouse.Bridge.Defects;

/// <summary>Wraps a registered service in another of the same kind.</summary>
internal static class Decoration
{
    public static void Decorate<TService>(this IServiceCollection services, Func<TService, TService> wrap)
        where TService : class =>
        services.Decorate<TService>((inner, _) => wrap(inner));

    public static void Decorate<TService>(this IServiceCollection services, Func<TService, IServiceProvider, TService> wrap)
        where TService : class
    {
        var registered = services.Last(service => service.ServiceType == typeof(TService));
        services.Remove(registered);
        services.AddSingleton(provider => wrap(Create(provider), provider));

        TService Create(IServiceProvider provider) => registered switch
        {
            { ImplementationInstance: TService instance } => instance,
            { ImplementationFactory: { } factory } => (TService)factory(provider),
            _ => (TService)ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!),
        };
    }
}
