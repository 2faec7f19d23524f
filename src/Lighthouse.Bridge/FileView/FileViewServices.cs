namespace Lighthouse.Bridge.FileView;

/// <summary>Registers: the file view.</summary>
internal static class FileViewServices
{
    public static IServiceCollection AddFileView(this IServiceCollection services) => services;
}
