using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Core.Scripting;
using Cake.Frosting.Internal.Definitions;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal.Running;

/// <summary>One run of the build: checks everything, then hands over to Cake's engine.</summary>
internal sealed class BuildRun(IServiceProvider services)
{
    private readonly ICakeLog _log = services.GetRequiredService<ICakeLog>();
    private readonly ICakeEngine _engine = services.GetRequiredService<ICakeEngine>();

    /// <summary>Runs, or shows, what the settings ask for.</summary>
    /// <exception cref="BuildRefusedException">The settings or the tasks' definitions are wrong; nothing was run.</exception>
    public async Task RunAsync(BuildSettings settings)
    {
        // Twice: a failure on the way to the configuration is to be logged as the command line wants it.
        _log.Verbosity = settings.Verbosity ?? Verbosity.Normal;
        SetWorkingDirectory(settings);
        _log.Verbosity = services.GetRequiredService<ICakeConfiguration>().GetVerbosity(settings.Verbosity);

        RefuseBadTypes();
        var context = services.GetRequiredService<IFrostingContext>();
        TaskRegistration.Register(_engine, services.GetServices<IFrostingTask>(), context, _log);
        RefuseCycle();

        var host = HostFor(settings);
        if (settings.Exclusive)
        {
            host.Settings.UseExclusiveTarget();
        }

        await host.RunTargetsAsync(settings.Targets);
    }

    private void SetWorkingDirectory(BuildSettings settings)
    {
        var environment = services.GetRequiredService<ICakeEnvironment>();
        var wanted = settings.WorkingDirectory ?? services.GetService<WorkingDirectory>()?.Path;
        if (wanted is null)
        {
            return;
        }

        var directory = wanted.MakeAbsolute(environment);
        if (!services.GetRequiredService<IFileSystem>().Exist(directory))
        {
            throw new BuildRefusedException($"CF1011: the working directory '{Printable.Of(directory.FullPath)}' does not exist; create it or name another one with --working.");
        }

        environment.WorkingDirectory = directory;
    }

    private void RefuseBadTypes()
    {
        if (services.GetRequiredService<TaskScan>().Refusals is { Count: > 0 } refusals)
        {
            throw new BuildRefusedException(string.Join(Environment.NewLine, refusals));
        }
    }

    private void RefuseCycle()
    {
        if (new TaskGraph(_engine.Tasks).FindCycle() is { Count: > 0 } cycle)
        {
            throw new BuildRefusedException($"CF1009: the tasks depend on each other in a circle: {string.Join(" -> ", cycle)}; remove one of these dependencies.");
        }
    }

    private ScriptHost HostFor(BuildSettings settings)
    {
        if (settings.Tree && !settings.DryRun)
        {
            return services.GetRequiredService<TreeHost>();
        }

        if (settings.Description && !settings.DryRun)
        {
            return services.GetRequiredService<DescriptionScriptHost>();
        }

        RefuseUnknownTargets(settings.Targets);
        if (settings.DryRun)
        {
            return services.GetRequiredService<DryRunScriptHost<IFrostingContext>>();
        }

        InstallTools();
        RegisterLifetimes();
        return services.GetRequiredService<BuildScriptHost<IFrostingContext>>();
    }

    private void RefuseUnknownTargets(IEnumerable<string> targets)
    {
        var names = _engine.Tasks.Select(task => task.Name).ToList();
        foreach (var target in targets.Where(target => !names.Contains(target, StringComparer.OrdinalIgnoreCase)))
        {
            var near = NearestNames.To(target, names);
            var hint = near.Count > 0 ? $"did you mean '{string.Join("' or '", near)}'?" : "--description lists the targets that there are.";
            throw new BuildRefusedException($"CF1010: the target '{Printable.Of(target)}' was not found; {hint}");
        }
    }

    private void InstallTools()
    {
        var installer = services.GetRequiredService<IToolInstaller>();
        foreach (var tool in services.GetServices<PackageReference>())
        {
            _log.Verbose("Installing tool: {0}", tool.OriginalString);
            installer.Install(tool);
        }
    }

    // Only for a build that really runs: the engine calls them in a dry run as well.
    private void RegisterLifetimes()
    {
        var context = services.GetRequiredService<IFrostingContext>();
        if (services.GetService<IFrostingSetup>() is { } setup)
        {
            _engine.RegisterSetupAction(info => setup.Setup(context, info));
        }

        if (services.GetService<IFrostingTeardown>() is { } teardown)
        {
            _engine.RegisterTeardownAction(info => teardown.Teardown(context, info));
        }

        if (services.GetService<IFrostingTaskSetup>() is { } taskSetup)
        {
            _engine.RegisterTaskSetupAction(info => taskSetup.Setup(context, info));
        }

        if (services.GetService<IFrostingTaskTeardown>() is { } taskTeardown)
        {
            _engine.RegisterTaskTeardownAction(info => taskTeardown.Teardown(context, info));
        }
    }
}
