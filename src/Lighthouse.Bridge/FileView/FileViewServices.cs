using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.FileView.History;
using Lighthouse.Bridge.FileView.Tree;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.FileView;

/// <summary>Registers: the file view.</summary>
internal static class FileViewServices
{
    public static IServiceCollection AddFileView(this IServiceCollection services) => services
        .AddSingleton<FileViewState>()
        .AddSingleton<FileHistory>()
        .AddEventSourced<FileHistory>()
        .AddSingleton(provider => new ContentStore(Path.Combine(provider.GetRequiredService<BridgeOptions>().DataDirectory, "file-contents")))
        .AddSingleton<ChangeRecorder>()
        .AddArea("history", provider => ActivatorUtilities.CreateInstance<HistoryArea>(provider))
        .AddSingleton<ReadOnlyAreas>()
        .AddSingleton<FileViewMount>()
        .AddSingleton<IRunsWhenReady>(provider => provider.GetRequiredService<FileViewMount>())
        .AddSingleton<IComponent>(provider => provider.GetRequiredService<FileViewMount>())
        .AddSingleton<IMetricSource>(provider => provider.GetRequiredService<FileViewMount>());

    private static IServiceCollection AddArea(this IServiceCollection services, string name, Func<IServiceProvider, IViewArea> area) =>
        services.AddSingleton(provider => new NamedArea(name, area(provider)));
}
