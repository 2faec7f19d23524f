using System.Globalization;
using System.Net;
using Lighthouse.Benchmarks.Http;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Protocols.Http;
using Lighthouse.Load.Results;

namespace Lighthouse.Benchmarks.Load;

/// <summary>
/// The raw HTTP engine in a process of its own. Arguments: port, connections, seconds, rate (0: closed loop), and the file of
/// <see cref="PreparedRequests"/> that it sends (none: the root is asked for). Prints one <see cref="Generated"/>.
/// </summary>
internal sealed class EngineRole : IChildRole
{
    public const string RoleName = "load-engine";
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(0.5);

    public string Name => RoleName;

    public async Task RunAsync(string[] arguments, CancellationToken cancellation)
    {
        var culture = CultureInfo.InvariantCulture;
        var port = int.Parse(arguments[0], culture);
        var connections = int.Parse(arguments[1], culture);
        var time = TimeSpan.FromSeconds(double.Parse(arguments[2], culture));
        var rate = double.Parse(arguments[3], culture);
        var load = new HttpLoad
        {
            Target = new IPEndPoint(IPAddress.Loopback, port),
            Requests = arguments is [_, _, _, _, var file] ? PreparedRequests.Read(file, port) : [PreparedRequest.Get(new Uri($"http://127.0.0.1:{port}/"))],
        };
        // What is compiled once is no request's.
        if (rate == 0)
            await HttpLoadRun.ClosedAsync(load, ClosedModel.Agents(Math.Min(connections, 64), Warming), new LoadOptions(), cancellation);
        var result = rate == 0
            ? await HttpLoadRun.ClosedAsync(load, ClosedModel.Agents(connections, time), new LoadOptions(), cancellation)
            : await HttpLoadRun.OpenAsync(load, OpenModel.ConstantRate(rate, time), connections, new LoadOptions(), cancellation);
        if (result.Failed + result.TimedOut > 0)
            throw new InvalidOperationException($"{result.Failed} failed, {result.TimedOut} timed out: {string.Join(", ", result.FailedByKind)}");
        foreach (var doubt in result.Doubts)
            await Console.Error.WriteLineAsync(doubt);
        Console.WriteLine(Of(result));
    }

    private static Generated Of(LoadResult result)
    {
        var latency = result.LatencyFromIntendedStart;
        var peak = File.ReadLines("/proc/self/status").Single(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1];
        return new Generated(
            result.Succeeded, result.GeneratorCpu.Wall.TotalSeconds, result.GeneratorCpu.Used.TotalSeconds,
            latency.Percentile(50).TotalMilliseconds, latency.Percentile(99).TotalMilliseconds, latency.Percentile(99.9).TotalMilliseconds,
            latency.Maximum.TotalMilliseconds, double.Parse(peak, CultureInfo.InvariantCulture) / 1024);
    }
}
