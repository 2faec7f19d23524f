using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

/// <summary>
/// Docker for builds, with the names and settings of the package Cake.Docker, as far as this repository needs them, and what that lacks:
/// kill, pause, unpause, update, inspect, and exec with its output.
/// </summary>
[CakeAliasCategory("Docker")]
public static partial class DockerAliases
{
    private static void Run<TSettings>(ICakeContext context, string command, TSettings? settings, params string[] arguments)
        where TSettings : AutoToolSettings, new() => Runner<TSettings>(context).Run(command, settings ?? new TSettings(), arguments);

    private static string[] Ask<TSettings>(ICakeContext context, string command, TSettings? settings, params string[] arguments)
        where TSettings : AutoToolSettings, new() => Runner<TSettings>(context).RunWithResult(command, settings ?? new TSettings(), lines => lines.ToArray(), arguments);

    private static GenericDockerRunner<TSettings> Runner<TSettings>(ICakeContext context)
        where TSettings : AutoToolSettings, new()
    {
        ArgumentNullException.ThrowIfNull(context);
        return new GenericDockerRunner<TSettings>(context.FileSystem, context.Environment, context.ProcessRunner, context.Tools);
    }

    private static string[] Named(string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentOutOfRangeException.ThrowIfZero(names.Length);
        foreach (var name in names)
            _ = Named(name);
        return names;
    }

    // A name that begins with a dash would be read as an option.
    private static string Named(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return name[0] != '-' ? name : throw new ArgumentException($"'{name}' begins with a dash and can be no name.", nameof(name));
    }
}
