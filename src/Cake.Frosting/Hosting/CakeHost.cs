using System.Reflection;
using Cake.Cli;
using Cake.Core.Configuration;
using Cake.Frosting.Internal;
using Cake.Frosting.Internal.Definitions;
using Cake.Frosting.Internal.Running;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting;

/// <summary>Runs a build whose tasks are classes.</summary>
/// <example><code>return new CakeHost().UseContext&lt;BuildContext&gt;().Run(args);</code></example>
public sealed class CakeHost
{
    private readonly ServiceCollection _services = [];
    private readonly List<Assembly> _assemblies;

    /// <summary>Creates a host that takes its tasks from the program's own assembly.</summary>
    public CakeHost()
        : this(Assembly.GetEntryAssembly() is { } entry ? [entry] : [])
    {
    }

    /// <summary>Creates a host that takes its tasks from the given assemblies only.</summary>
    /// <param name="assemblies">The assemblies.</param>
    internal CakeHost(IEnumerable<Assembly> assemblies)
    {
        _assemblies = [.. assemblies];
        AddDefaults(_services);
    }

    /// <summary>Creates a host that takes its tasks from the program's own assembly.</summary>
    /// <returns>The host.</returns>
    public static CakeHost Create() => new();

    /// <summary>Takes tasks from one more assembly. Adding one twice changes nothing.</summary>
    /// <param name="assembly">The assembly; each of its task types must be public.</param>
    /// <returns>The same host.</returns>
    public CakeHost AddAssembly(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        _assemblies.Add(assembly);
        return this;
    }

    /// <summary>Configures the services that tasks, context and lifetimes may ask for in their constructors.</summary>
    /// <param name="services">The configuration; it runs at once.</param>
    /// <returns>The same host.</returns>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services(_services);
        return this;
    }

    /// <summary>Runs the build. The host can be run again; each run creates its services anew.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>
    /// 0 when every task that ran passed; the exit code of the <see cref="Cake.Core.CakeException"/> behind a failure;
    /// 2 when the command line or the tasks' definitions are wrong and nothing was run; 1 for any other failure.
    /// </returns>
    public int Run(IEnumerable<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);

        var services = new ServiceCollection();
        foreach (var service in _services)
        {
            ((ICollection<ServiceDescriptor>)services).Add(service);
        }

        var tasks = TaskScan.Of(_assemblies);
        foreach (var task in tasks.Types)
        {
            services.AddSingleton(typeof(IFrostingTask), task);
        }

        services.AddSingleton(tasks);
        return CommandLine.Run(services, args);
    }

    private static void AddDefaults(IServiceCollection services)
    {
        services.AddCakeDiagnostics();
        services.UseCakeDefaultModules();
        services.AddSingleton<ICakeConfiguration, FrostingConfiguration>();

        services.AddSingleton<BuildScriptHost<IFrostingContext>>();
        services.AddSingleton<DryRunScriptHost<IFrostingContext>>();
        services.AddSingleton<TreeHost>();
        services.AddSingleton<DescriptionScriptHost>();

        services.AddSingleton<IVersionResolver, EngineVersion>();
        services.AddSingleton<VersionFeature>();
        services.AddSingleton<InfoFeature>();
        services.AddSingleton<Cake.Core.Tooling.IToolInstaller, LateToolInstaller>();
        services.AddSingleton<IToolInstaller, ToolInstaller>();
        services.AddSingleton<BuildRun>();

        services.AddSingleton<FrostingContext>();
        services.AddSingleton<IFrostingContext>(provider => provider.GetRequiredService<FrostingContext>());
    }
}
