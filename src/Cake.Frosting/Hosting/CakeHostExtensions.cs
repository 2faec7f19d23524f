using Cake.Core.Composition;
using Cake.Core.IO;
using Cake.Core.Packaging;

namespace Cake.Frosting;

/// <summary>What a build can ask of its <see cref="CakeHost"/>; each method returns the same host.</summary>
public static class CakeHostExtensions
{
    /// <summary>Lets a startup type configure the services.</summary>
    /// <typeparam name="TStartup">The startup type.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseStartup<TStartup>(this CakeHost host)
        where TStartup : IFrostingStartup, new()
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(services => new TStartup().Configure(services));
    }

    /// <summary>Registers the context type; the last one registered counts.</summary>
    /// <typeparam name="TContext">The context type.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseContext<TContext>(this CakeHost host)
        where TContext : class, IFrostingContext
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(services => services.UseContext<TContext>());
    }

    /// <summary>Registers what runs before and after the tasks; the last one registered counts.</summary>
    /// <typeparam name="TLifetime">The lifetime type.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingLifetime
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(services => services.UseLifetime<TLifetime>());
    }

    /// <summary>Registers what runs before the tasks; the last one registered counts.</summary>
    /// <typeparam name="TSetup">The setup type.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseSetup<TSetup>(this CakeHost host)
        where TSetup : class, IFrostingSetup
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(services => services.UseSetup<TSetup>());
    }

    /// <summary>Registers what runs after the tasks; the last one registered counts.</summary>
    /// <typeparam name="TTeardown">The teardown type.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseTeardown<TTeardown>(this CakeHost host)
        where TTeardown : class, IFrostingTeardown
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(services => services.UseTeardown<TTeardown>());
    }

    /// <summary>Registers what runs before and after each task; the last one registered counts.</summary>
    /// <typeparam name="TLifetime">The lifetime type.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseTaskLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingTaskLifetime
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(services => services.UseTaskLifetime<TLifetime>());
    }

    /// <summary>Registers what runs before each task; the last one registered counts.</summary>
    /// <typeparam name="TSetup">The setup type.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseTaskSetup<TSetup>(this CakeHost host)
        where TSetup : class, IFrostingTaskSetup
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(services => services.UseTaskSetup<TSetup>());
    }

    /// <summary>Registers what runs after each task; the last one registered counts.</summary>
    /// <typeparam name="TTeardown">The teardown type.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseTaskTeardown<TTeardown>(this CakeHost host)
        where TTeardown : class, IFrostingTaskTeardown
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(services => services.UseTaskTeardown<TTeardown>());
    }

    /// <summary>Registers the services of a Cake module.</summary>
    /// <typeparam name="TModule">The module type.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseModule<TModule>(this CakeHost host)
        where TModule : ICakeModule, new()
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(services => services.UseModule<TModule>());
    }

    /// <summary>Adds a package installer for tools.</summary>
    /// <typeparam name="TPackageInstaller">The installer type.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UsePackageInstaller<TPackageInstaller>(this CakeHost host)
        where TPackageInstaller : class, IPackageInstaller
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(services => services.UsePackageInstaller<TPackageInstaller>());
    }

    /// <summary>Asks for a tool to be installed before the first task.</summary>
    /// <param name="host">The host.</param>
    /// <param name="uri">The tool, as in <c>dotnet:?package=GitVersion.Tool&amp;version=6.0.0</c>.</param>
    /// <returns>The same host.</returns>
    public static CakeHost InstallTool(this CakeHost host, Uri uri)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(services => services.UseTool(uri));
    }

    /// <summary>Sets the working directory, unless <c>--working</c> does.</summary>
    /// <param name="host">The host.</param>
    /// <param name="path">The directory; a relative one starts at the current directory.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseWorkingDirectory(this CakeHost host, DirectoryPath path)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(services => services.UseWorkingDirectory(path));
    }

    /// <summary>Sets a Cake setting, unless <c>cake.config</c>, the environment or the command line do.</summary>
    /// <param name="host">The host.</param>
    /// <param name="key">The setting's key, as in <c>cake.config</c>.</param>
    /// <param name="value">The setting's value.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseCakeSetting(this CakeHost host, string key, string value)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(services => services.UseCakeSetting(key, value));
    }

    /// <summary>Sets the directory that tools are installed to.</summary>
    /// <param name="host">The host.</param>
    /// <param name="path">The directory.</param>
    /// <returns>The same host.</returns>
    public static CakeHost SetToolPath(this CakeHost host, DirectoryPath path)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(services => services.UseToolPath(path));
    }
}
