using Cake.Cli;
using Cake.Cli.Infrastructure;
using Cake.Core;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting.Internal.Running;

/// <summary>Answers one command line.</summary>
internal sealed class BuildCommand(IServiceCollection services) : AsyncCommand<BuildSettings>
{
    /// <inheritdoc/>
    public override async Task<int> ExecuteAsync(CommandContext context, BuildSettings settings, CancellationToken cancellationToken)
    {
        services.AddSingleton<ICakeArguments>(context.Remaining.ToCakeArguments(settings.NoReport, settings.Targets));
        services.AddSingleton(context.Remaining);

        var provider = services.BuildServiceProvider();
        var exitCode = await Guarded(provider, () => Answer(provider, settings));
        var disposal = await Guarded(provider, () => provider.DisposeAsync().AsTask());
        return exitCode == 0 ? disposal : exitCode;
    }

    private static Task Answer(ServiceProvider provider, BuildSettings settings)
    {
        if (settings.Version)
        {
            provider.GetRequiredService<VersionFeature>().Run(provider.GetRequiredService<IConsole>());
            return Task.CompletedTask;
        }

        if (settings.Info)
        {
            provider.GetRequiredService<InfoFeature>().Run(provider.GetRequiredService<IConsole>());
            return Task.CompletedTask;
        }

        return provider.GetRequiredService<BuildRun>().RunAsync(settings);
    }

    private static async Task<int> Guarded(ServiceProvider provider, Func<Task> action)
    {
        // The log outlives the provider's disposal; a build without one cannot be reported on and fails loudly here.
        var log = provider.GetRequiredService<ICakeLog>();
        try
        {
            await action();
            return 0;
        }
        catch (Exception failure)
        {
            log.LogException(failure);
            return ExitCode.Of(failure);
        }
    }
}
