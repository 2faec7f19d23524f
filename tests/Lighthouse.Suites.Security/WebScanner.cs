using Lighthouse.Security;
using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Penetration.Scanner;

namespace Lighthouse.Suites.Security;

/// <summary>What the web scanner adds to the penetration gate.</summary>
/// <param name="CriticalOrHigh">How many of its findings count.</param>
/// <param name="How">One sentence for the evidence.</param>
/// <param name="Doubts">Why its result cannot be believed.</param>
internal sealed record WebScan(int CriticalOrHigh, string How, IReadOnlyList<string> Doubts);

/// <summary>Runs wapiti where it is installed and the profile has time for it.</summary>
internal static class WebScanner
{
    public static async Task<WebScan> RunAsync(Day day, string gate, Uri target, string openApi, string token, TimeSpan? limit, CancellationToken cancellation)
    {
        if (limit is not { } most)
            return new WebScan(0, "The web scanner wapiti is not run in this profile.", []);
        try
        {
            var paths = OpenApiReader.Read(openApi).Operations.Where(operation => operation.Method == "GET" && !operation.Path.Contains('{')).Select(Address);
            var scan = await new Wapiti().ScanAsync(
                target, paths, AttackIdentities.UserAgent, token, Path.Combine(day.Scratch, "wapiti"), most, cancellation);
            if (scan is null)
                return new WebScan(0, "The web scanner wapiti is not installed: it did not scan.", []);
            Attacks.Report(day, gate, scan.Findings);
            var stopped = scan.WasStopped ? $", stopped by its limit of {most.TotalSeconds:0} s" : "";
            return new WebScan(
                scan.Findings.Count(finding => finding.Severity <= Severity.High),
                $"The web scanner wapiti joined: it reached {scan.Addresses} addresses{stopped} and reported {scan.Findings.Count} findings, lesser ones included.", []);
        }
        catch (ScannerException problem)
        {
            return new WebScan(0, "The web scanner wapiti gave no result.", [problem.Message]);
        }
    }

    private static string Address(OpenApiOperation operation)
    {
        var query = operation.Parameters.Concat(operation.OptionalParameters).Where(parameter => !parameter.InPath)
            .Select(parameter => $"{Uri.EscapeDataString(parameter.Name)}={Uri.EscapeDataString(parameter.Name == "timeout_seconds" ? "0" : parameter.Example)}");
        return string.Join('?', new[] { operation.Path, string.Join('&', query) }.Where(part => part.Length > 0));
    }
}
