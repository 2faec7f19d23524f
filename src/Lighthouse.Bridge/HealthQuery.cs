using System.Text;

namespace Lighthouse.Bridge;

/// <summary>Asks a running bridge for its health: what a container's health check runs.</summary>
internal static class HealthQuery
{
    private const int Healthy = 0;
    private const int Unhealthy = 1;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string addresses)
    {
        var address = Reachable(addresses.Split(';', ' ')[0]);
        try
        {
            using var http = new HttpClient { Timeout = Patience, MaxResponseContentBufferSize = 64 * 1024 };
            using var response = await http.GetAsync($"{address}/health");
            var said = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync());
            await Console.Out.WriteLineAsync($"{(int)response.StatusCode} {said}");
            return response.IsSuccessStatusCode ? Healthy : Unhealthy;
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException or UriFormatException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"LHB3003: no bridge answers at {address} ({problem.Message}). Start it, or name its address: --health URL.");
            return Unhealthy;
        }
    }

    // An address to listen on at every interface is none to connect to.
    private static string Reachable(string address) => address.TrimEnd('/')
        .Replace("//*", "//127.0.0.1", StringComparison.Ordinal).Replace("//+", "//127.0.0.1", StringComparison.Ordinal)
        .Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal).Replace("//[::]", "//[::1]", StringComparison.Ordinal);
}
