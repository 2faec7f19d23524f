using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Lighthouse.Security.Penetration.Scanner;

/// <summary>The web scanner wapiti, where it is installed. Only modules that talk to the target alone are used.</summary>
/// <param name="program">Name or path of the program.</param>
public sealed partial class Wapiti(string program = "wapiti")
{
    private const string Modules = "cookieflags,crlf,csp,exec,file,htaccess,http_headers,methods,redirect,sql,xss";
    private const int LongestOutput = 64_000;

    // Beyond its own limit it writes the report, which takes a moment.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    /// <summary>Scans a target.</summary>
    /// <param name="target">Where it listens.</param>
    /// <param name="paths">Paths to begin with, queries included.</param>
    /// <param name="userAgent">The User-Agent that sessions are bound to.</param>
    /// <param name="token">A token to send along; it shows in the list of processes of this machine.</param>
    /// <param name="folder">An empty folder for its files.</param>
    /// <param name="limit">How long it may scan.</param>
    /// <param name="cancellation">Ends the scanner without a result.</param>
    /// <returns>What it reached and found; null when it is not installed.</returns>
    /// <exception cref="ScannerException">It ran and gave no report that can be used.</exception>
    public async Task<WapitiScan?> ScanAsync(
        Uri target, IEnumerable<string> paths, string userAgent, string token, string folder, TimeSpan limit, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var report = Path.Combine(folder, "report.json");
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder };
        StayHere(start, target);
        foreach (var argument in Arguments(target, paths, userAgent, token, folder, report, limit))
            start.ArgumentList.Add(argument);
        using var process = Started(start);
        if (process is null)
            return null;
        var output = await EndAsync(process, limit + Grace, cancellation);
        if (!File.Exists(report))
            throw new ScannerException($"LHS5313: wapiti ended with exit code {process.ExitCode} and wrote no report: {output}");
        // A scan that reached nothing reports nothing, which is not the same as nothing found.
        return Found().Match(output) is { Success: true } found && int.Parse(found.Groups["count"].Value, CultureInfo.InvariantCulture) is > 0 and var addresses
            ? new WapitiScan(addresses, output.Contains("Max scan time was reached", StringComparison.Ordinal), WapitiReport.Read(await File.ReadAllTextAsync(report, cancellation)))
            : throw new ScannerException($"LHS5314: wapiti reached no address of the target: {output}");
    }

    // When it starts it would load a list of programs from elsewhere: everything but the target leads nowhere. And it is read, so it speaks English.
    private static void StayHere(ProcessStartInfo start, Uri target)
    {
        foreach (var name in new[] { "http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY" })
            start.Environment[name] = "http://127.0.0.1:9";
        start.Environment["no_proxy"] = start.Environment["NO_PROXY"] = target.Host;
        start.Environment["LC_ALL"] = start.Environment["LANGUAGE"] = "C";
    }

    [GeneratedRegex(@"Wapiti found (?<count>\d{1,6}) URLs", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Found();

    private static IEnumerable<string> Arguments(
        Uri target, IEnumerable<string> paths, string userAgent, string token, string folder, string report, TimeSpan limit)
    {
        var root = target.GetLeftPart(UriPartial.Authority);
        var seconds = ((int)Math.Max(1, limit.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        string[] arguments =
        [
            "-u", $"{root}/", "--scope", "domain", "-m", Modules, "-f", "json", "-o", report, "--no-bugreport", "--flush-session",
            "--store-session", folder, "--store-config", folder, "--max-scan-time", seconds, "-t", "5", "-A", userAgent, "-H", $"Authorization: Bearer {token}",
        ];
        return arguments.Concat(paths.SelectMany(path => new[] { "-s", root + path }));
    }

    private static Process? Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            // Not there, or not to be run by this user.
            return null;
        }
    }

    private static async Task<string> EndAsync(Process process, TimeSpan limit, CancellationToken cancellation)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(bound.Token);
            var errors = process.StandardError.ReadToEndAsync(bound.Token);
            await process.WaitForExitAsync(bound.Token);
            var text = await errors + await output;
            return text.Length <= LongestOutput ? text : text[^LongestOutput..];
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            return $"it did not end within {limit.TotalSeconds:0} s";
        }
    }
}
