using System.ComponentModel;
using System.Diagnostics;

namespace Lighthouse.Security.Scanning.Code.Installed;

/// <summary>Runs a scanner that <c>dotnet</c> starts.</summary>
internal static class ScannerProcess
{
    private const int LongestText = 2_000;

    /// <summary>What it printed.</summary>
    /// <exception cref="ScanException">It could not be started, or did not end with 0.</exception>
    public static async Task<string> RunAsync(string name, IEnumerable<string> arguments, string folder, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder };
        start.Environment["DOTNET_NOLOGO"] = "1";
        // What the scan started must end with it.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        using var process = Started(name, start);
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            var text = (await errors + await output).Trim();
            text = text.Length <= LongestText ? text : text[^LongestText..];
            return process.ExitCode == 0 ? text : throw new ScanException($"LHS5409: {name} ended with {process.ExitCode}: {text}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }

    private static Process Started(string name, ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception problem)
        {
            throw new ScanException($"LHS5410: 'dotnet' could not be started for {name}: {problem.Message}");
        }
    }
}
