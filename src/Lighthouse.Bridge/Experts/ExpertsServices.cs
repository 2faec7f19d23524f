namespace Lighthouse.Bridge.Experts;

/// <summary>Registers: experts, delegation, dispatch and collaboration.</summary>
internal static class ExpertsServices
{
    public static IServiceCollection AddExperts(this IServiceCollection services) => services;
}
