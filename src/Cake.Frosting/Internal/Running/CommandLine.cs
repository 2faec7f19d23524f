using Cake.Cli;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting.Internal.Running;

/// <summary>Parses the command line and runs the build that it asks for.</summary>
internal static class CommandLine
{
    /// <summary>Runs the build.</summary>
    /// <param name="services">The build's services.</param>
    /// <param name="args">The command line.</param>
    /// <returns>The exit code.</returns>
    public static int Run(IServiceCollection services, IEnumerable<string> args)
    {
        var registrar = new TypeRegistrar();
        registrar.RegisterInstance(typeof(IServiceCollection), services);

        var app = new CommandApp<BuildCommand>(registrar);
        app.Configure(configuration =>
        {
            configuration.AddExample("--target=Build", "--verbosity=quiet");
            configuration.AddExample("--tree");

            // "--version=1.2.3" is then an argument of the build instead of a mistake.
            configuration.Settings.ConvertFlagsToRemainingArguments = true;
        });

        var exitCode = app.Run(args);
        return exitCode == MistakeOnTheCommandLine ? BuildRefusedException.Code : exitCode;
    }

    private const int MistakeOnTheCommandLine = -1;
}
