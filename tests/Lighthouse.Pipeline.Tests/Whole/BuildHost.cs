using System.Diagnostics;

namespace Lighthouse.Pipeline.Tests.Whole;

/// <summary>The build as its user starts it: a process of its own.</summary>
internal static class BuildHost
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(12);

    /// <summary>Through the script, as the README says.</summary>
    public static Task<BuildOutcome> ScriptAsync(params string[] arguments) =>
        RunAsync("bash", [Path.Combine(Checkout.Root, "build.sh"), .. arguments]);

    /// <summary>The host itself, which the script would start.</summary>
    public static Task<BuildOutcome> RunAsync(params string[] arguments) => RunAsync("dotnet", [Assembly, .. arguments]);

    /// <summary>Starts the host and leaves it running.</summary>
    public static Process Start(params string[] arguments) => Start("dotnet", [Assembly, .. arguments]);

    private static string Assembly => Path.Combine(Checkout.Root, "build", "bin", "Release", "net10.0", "Lighthouse.Build.dll");

    private static async Task<BuildOutcome> RunAsync(string program, IReadOnlyList<string> arguments)
    {
        using var process = Start(program, arguments);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new BuildOutcome(process.ExitCode, await output + await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Checkout.Root,
        };
        // A build that a test tampers with must not speak to the system that runs the tests.
        foreach (var variable in (string[])["GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "TF_BUILD"])
            start.Environment.Remove(variable);
        return Process.Start(start)!;
    }
}

/// <summary>What a build said and how it ended.</summary>
internal sealed record BuildOutcome(int ExitCode, string Output);
