using System.Globalization;
using System.Text.RegularExpressions;
using Lighthouse.Benchmarks.Running;

namespace Lighthouse.Benchmarks.Load;

/// <summary>What wrk reaches with one thread.</summary>
internal static partial class Wrk
{
    public static string? Missing => File.Exists("/usr/bin/wrk") ? null : "wrk is missing";

    /// <summary>Runs it in a closed loop; its processor time is that of the whole process.</summary>
    public static async Task<Generated> RunAsync(Uri address, int connections, TimeSpan time, CancellationToken cancellation)
    {
        var seconds = Math.Max(1, (int)Math.Round(time.TotalSeconds));
        var command = string.Create(CultureInfo.InvariantCulture, $"TIMEFORMAT='cpu %U %S'; time /usr/bin/wrk -t1 -c{connections} -d{seconds}s --timeout 10s {address}");
        await using var process = ChildProcess.Start("/bin/bash", ["-c", $"exec 2>&1; {command}"]);
        var output = await process.OutputAsync(cancellation);
        if (Errors().Match(output) is { Success: true } errors)
            throw new InvalidOperationException($"wrk had errors: {errors.Value}");
        var done = Done().Match(output);
        var cpu = Cpu().Match(output);
        return done.Success && cpu.Success
            ? new Generated(Number(done, 1), Number(done, 2), Number(cpu, 1) + Number(cpu, 2))
            : throw new InvalidOperationException($"wrk said something else: {output}");
    }

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(\d+) requests in ([\d.]+)s")]
    private static partial Regex Done();

    [GeneratedRegex(@"cpu ([\d.]+) ([\d.]+)")]
    private static partial Regex Cpu();

    [GeneratedRegex(@"Non-2xx or 3xx responses: \d+")]
    private static partial Regex Errors();
}
