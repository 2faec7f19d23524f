using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

public static partial class DockerAliases
{
    /// <summary>Starts a container.</summary>
    /// <param name="context">The context.</param>
    /// <param name="image">The image.</param>
    /// <param name="command">What it runs; empty for the image's own.</param>
    /// <param name="args">Arguments of the command.</param>
    /// <returns>The first line that was printed, which is the container's id where it is detached; null when there was none.</returns>
    [CakeMethodAlias]
    public static string? DockerRun(this ICakeContext context, string image, string command, params string[] args) => DockerRun(context, null, image, command, args);

    /// <summary>Starts a container.</summary>
    /// <param name="context">The context.</param>
    /// <param name="settings">Options.</param>
    /// <param name="image">The image.</param>
    /// <param name="command">What it runs; empty for the image's own.</param>
    /// <param name="args">Arguments of the command.</param>
    /// <returns>The first line that was printed, which is the container's id where it is detached; null when there was none.</returns>
    [CakeMethodAlias]
    public static string? DockerRun(this ICakeContext context, DockerContainerRunSettings? settings, string image, string command, params string[] args) =>
        Ask(context, "run", settings, string.IsNullOrEmpty(command) ? [Named(image)] : [Named(image), command, .. args]).FirstOrDefault();

    /// <summary>Stops containers.</summary>
    /// <param name="context">The context.</param>
    /// <param name="containers">Their names or ids.</param>
    [CakeMethodAlias]
    public static void DockerStop(this ICakeContext context, params string[] containers) => DockerStop(context, null, containers);

    /// <summary>Stops containers.</summary>
    /// <param name="context">The context.</param>
    /// <param name="settings">Options.</param>
    /// <param name="containers">Their names or ids.</param>
    [CakeMethodAlias]
    public static void DockerStop(this ICakeContext context, DockerContainerStopSettings? settings, params string[] containers) => Run(context, "stop", settings, Named(containers));

    /// <summary>Removes containers.</summary>
    /// <param name="context">The context.</param>
    /// <param name="containers">Their names or ids.</param>
    [CakeMethodAlias]
    public static void DockerRm(this ICakeContext context, params string[] containers) => DockerRm(context, null, containers);

    /// <summary>Removes containers.</summary>
    /// <param name="context">The context.</param>
    /// <param name="settings">Options.</param>
    /// <param name="containers">Their names or ids.</param>
    [CakeMethodAlias]
    public static void DockerRm(this ICakeContext context, DockerContainerRmSettings? settings, params string[] containers) => Run(context, "rm", settings, Named(containers));

    /// <summary>Lists containers.</summary>
    /// <param name="context">The context.</param>
    /// <param name="settings">Options.</param>
    /// <returns>What was printed.</returns>
    [CakeMethodAlias]
    public static string DockerPs(this ICakeContext context, DockerContainerPsSettings? settings) => string.Join('\n', Ask(context, "ps", settings));

    /// <summary>What a container printed.</summary>
    /// <param name="context">The context.</param>
    /// <param name="container">Its name or id.</param>
    /// <returns>The lines.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerLogs(this ICakeContext context, string container) => DockerLogs(context, null, container);

    /// <summary>What a container printed.</summary>
    /// <param name="context">The context.</param>
    /// <param name="settings">Options.</param>
    /// <param name="container">Its name or id.</param>
    /// <returns>The lines.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerLogs(this ICakeContext context, DockerContainerLogsSettings? settings, string container) => Ask(context, "logs", settings, Named(container));

    /// <summary>Runs a command in a container.</summary>
    /// <param name="context">The context.</param>
    /// <param name="container">Its name or id.</param>
    /// <param name="command">The command.</param>
    /// <param name="args">Arguments of the command.</param>
    [CakeMethodAlias]
    public static void DockerExec(this ICakeContext context, string container, string command, params string[] args) => DockerExec(context, null, container, command, args);

    /// <summary>Runs a command in a container.</summary>
    /// <param name="context">The context.</param>
    /// <param name="settings">Options.</param>
    /// <param name="container">Its name or id.</param>
    /// <param name="command">The command.</param>
    /// <param name="args">Arguments of the command.</param>
    [CakeMethodAlias]
    public static void DockerExec(this ICakeContext context, DockerContainerExecSettings? settings, string container, string command, params string[] args) =>
        Run(context, "exec", settings, [Named(container), Named(command), .. args]);

    /// <summary>Runs a command in a container and takes what it prints.</summary>
    /// <param name="context">The context.</param>
    /// <param name="settings">Options.</param>
    /// <param name="container">Its name or id.</param>
    /// <param name="command">The command.</param>
    /// <param name="args">Arguments of the command.</param>
    /// <returns>The lines.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerExecWithResult(this ICakeContext context, DockerContainerExecSettings? settings, string container, string command, params string[] args) =>
        Ask(context, "exec", settings, [Named(container), Named(command), .. args]);
}
