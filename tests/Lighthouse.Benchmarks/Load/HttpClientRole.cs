using System.Diagnostics;
using System.Globalization;

namespace Lighthouse.Benchmarks.Load;

/// <summary>A plain HttpClient loop in a process of its own. Arguments: port, connections, seconds. Prints one <see cref="Generated"/>.</summary>
internal sealed class HttpClientRole : IChildRole
{
    public const string RoleName = "load-http-client";

    public string Name => RoleName;

    public async Task RunAsync(string[] arguments, CancellationToken cancellation)
    {
        var connections = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        var time = TimeSpan.FromSeconds(double.Parse(arguments[2], CultureInfo.InvariantCulture));
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = connections };
        using var http = new HttpClient(handler) { BaseAddress = new Uri($"http://127.0.0.1:{arguments[0]}/") };
        await LoopAsync(http, connections, TimeSpan.FromSeconds(0.5));
        var cpu = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        var requests = await LoopAsync(http, connections, time);
        Console.WriteLine(new Generated(requests, clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds));
    }

    private static async Task<long> LoopAsync(HttpClient http, int connections, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            var count = 0L;
            for (; clock.Elapsed < time; count++)
            {
                using var response = await http.GetAsync("/");
                response.EnsureSuccessStatusCode();
                await response.Content.CopyToAsync(Stream.Null);
            }

            return count;
        })));
        return counts.Sum();
    }
}
