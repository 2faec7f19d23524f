using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;
using Cake.Docker.Internal;

namespace Cake.Docker;

/// <summary>Runs a docker command with its options. A command that fails throws a <see cref="CakeException"/>.</summary>
/// <typeparam name="TSettings">Settings of the command.</typeparam>
/// <param name="fileSystem">The file system.</param>
/// <param name="environment">The environment.</param>
/// <param name="processRunner">Starts processes.</param>
/// <param name="tools">Finds tools.</param>
public class GenericDockerRunner<TSettings>(IFileSystem fileSystem, ICakeEnvironment environment, IProcessRunner processRunner, IToolLocator tools)
    : DockerTool<TSettings>(fileSystem, environment, processRunner, tools)
    where TSettings : AutoToolSettings, new()
{
    /// <summary>Runs a command; what it prints goes where the build's output goes.</summary>
    /// <param name="command">The command, such as <c>stop</c> or <c>network create</c>.</param>
    /// <param name="settings">Its options.</param>
    /// <param name="additional">Its arguments, each quoted as it needs.</param>
    /// <exception cref="CakeException">It could not be started, or ended with another code than 0.</exception>
    public void Run(string command, TSettings settings, params string[] additional) => Run(settings, ArgumentsOf(command, settings, additional));

    /// <summary>Runs a command and takes what it prints.</summary>
    /// <typeparam name="T">What is made of a line.</typeparam>
    /// <param name="command">The command.</param>
    /// <param name="settings">Its options.</param>
    /// <param name="processOutput">Makes the result of the lines.</param>
    /// <param name="additional">Its arguments, each quoted as it needs.</param>
    /// <returns>What was made of the lines.</returns>
    /// <exception cref="CakeException">It could not be started, or ended with another code than 0.</exception>
    public T[] RunWithResult<T>(string command, TSettings settings, Func<IEnumerable<string>, T[]> processOutput, params string[] additional)
    {
        ArgumentNullException.ThrowIfNull(processOutput);
        T[] result = [];
        Run(settings, ArgumentsOf(command, settings, additional), new ProcessSettings { RedirectStandardOutput = true }, process => result = processOutput(process.GetStandardOutput() ?? []));
        return result;
    }

    private static ProcessArgumentBuilder ArgumentsOf(string command, TSettings settings, string[] additional)
    {
        ArgumentException.ThrowIfNullOrEmpty(command);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(additional);
        var arguments = new ProcessArgumentBuilder();
        arguments.Append(command);
        Options.Append(arguments, settings);
        foreach (var argument in additional)
            arguments.Append(Quoting.Quote(argument));
        return arguments;
    }
}
