namespace Lighthouse.Bridge.Validation;

/// <summary>Registers: the validation of commands.</summary>
internal static class ValidationServices
{
    public static IServiceCollection AddValidation(this IServiceCollection services) => services;
}
