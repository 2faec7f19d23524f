using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.FileView.Contexts;
using Lighthouse.Bridge.FileView.History;
using Lighthouse.Bridge.FileView.Shadows;
using Lighthouse.Bridge.FileView.Streams;
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
        .AddSingleton<Shadows.Shadows>()
        .AddSingleton<IShadows>(provider => provider.GetRequiredService<Shadows.Shadows>())
        .AddEventSourced<IShadows>()
        .AddArea("shadows", provider => provider.GetRequiredService<Shadows.Shadows>().Area)
        .AddSingleton<Contexts.Contexts>()
        .AddSingleton<IContexts>(provider => provider.GetRequiredService<Contexts.Contexts>())
        .AddEventSourced<IContexts>()
        .AddArea("context", provider => provider.GetRequiredService<Contexts.Contexts>().Area)
        .AddSingleton<StreamArea>()
        .AddSingleton<IRunsWhenReady, StreamFeed>()
        .AddArea("streams", provider => provider.GetRequiredService<StreamArea>())
        .AddArea("debug", provider => ActivatorUtilities.CreateInstance<DebugArea>(provider))
        .AddSingleton<ReadOnlyAreas>()
        .AddSingleton<FileViewMount>()
        .AddSingleton<IRunsWhenReady>(provider => provider.GetRequiredService<FileViewMount>())
        .AddSingleton<IComponent>(provider => provider.GetRequiredService<FileViewMount>())
        .AddSingleton<IMetricSource>(provider => provider.GetRequiredService<FileViewMount>());

    private static IServiceCollection AddArea(this IServiceCollection services, string name, Func<IServiceProvider, IViewArea> area) =>
        services.AddSingleton(provider => new NamedArea(name, area(provider)));
}
