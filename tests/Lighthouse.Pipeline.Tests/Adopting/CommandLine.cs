using System.Diagnostics;

namespace Lighthouse.Pipeline.Tests.Adopting;

/// <summary>Runs a command as somebody would who uses the packages: with nothing of this checkout but the packages folder.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static async Task<CommandOutcome> RunAsync(string folder, IReadOnlyDictionary<string, string?> environment, string program, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new CommandOutcome(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}

/// <summary>How a command ended.</summary>
internal sealed record CommandOutcome(int ExitCode, string Output, string Error)
{
    public string All => Output + Error;

    public void Require(int exitCode) => Assert.True(ExitCode == exitCode, $"exit code {ExitCode} instead of {exitCode}:\n{All}");
}
