using System.Diagnostics;
using System.Globalization;
using System.Net.NetworkInformation;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Benchmarks.Crowd;

/// <summary>How many agents are connected, by two that do not know of each other.</summary>
internal static class Connected
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The lower of the bridge's own count and the system's; waits a while for it to be what is expected.</summary>
    public static async Task<int> CountAsync(BridgeClient client, int expected, CancellationToken cancellation)
    {
        for (var begun = Stopwatch.GetTimestamp(); ; await Task.Delay(200, cancellation))
        {
            var count = Math.Min(await ByBridgeAsync(client, cancellation), BySystem(client.Address.Port));
            if (count >= expected || Stopwatch.GetElapsedTime(begun) >= Patience)
                return count;
        }
    }

    /// <summary>The sockets that the bridge says it has.</summary>
    public static async Task<int> ByBridgeAsync(BridgeClient client, CancellationToken cancellation)
    {
        const string name = "bridge_sockets ";
        var line = (await client.MetricsAsync(cancellation)).Split('\n').Single(one => one.StartsWith(name, StringComparison.Ordinal));
        return (int)double.Parse(line[name.Length..], CultureInfo.InvariantCulture);
    }

    private static int BySystem(int port) => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
        .Count(one => one.RemoteEndPoint.Port == port && one.State == TcpState.Established);
}
