using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Core.Tooling;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Tests.Docker;

/// <summary>The engine's own context, as an alias meets it.</summary>
internal static class DockerContext
{
    /// <summary>A context.</summary>
    /// <param name="processes">Starts processes; null for the engine's own.</param>
    public static CakeContext Make(IProcessRunner? processes = null)
    {
        var log = new NullLog();
        var environment = new CakeEnvironment(new CakePlatform(), new CakeRuntime());
        var files = new FileSystem();
        var globber = new Globber(files, environment);
        var configuration = new CakeConfiguration(new Dictionary<string, string>());
        var tools = new ToolLocator(environment, new ToolRepository(environment), new ToolResolutionStrategy(files, environment, globber, configuration, log));
        return new CakeContext(
            files, environment, globber, log, new CakeArguments(Array.Empty<string>().ToLookup(one => one)), processes ?? new ProcessRunner(files, environment, log, tools, configuration),
            new WindowsRegistry(), tools, new CakeDataService(), configuration, new NoInstaller(), new ServiceCollection().BuildServiceProvider());
    }

    private sealed class NoInstaller : Cake.Core.Tooling.IToolInstaller
    {
        public IEnumerable<FilePath> Install(PackageReference tool) => throw new InvalidOperationException("Nothing is installed here.");
    }
}
