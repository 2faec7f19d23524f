using System.Diagnostics;
using Lighthouse.Load.Plans;

namespace Lighthouse.Instruments.Tests;

/// <summary>A real child process that runs the load command, as each machine of a distributed load does.</summary>
internal static class LoadingChild
{
    public const string Switch = "--load";

    public static Process Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo(Environment.ProcessPath!, [Switch, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;

    public static Task<int> MainAsync(string[] arguments) => LoadCommand.RunAsync(arguments, Console.Out, Console.Error, TimeProvider.System, CancellationToken.None);
}
