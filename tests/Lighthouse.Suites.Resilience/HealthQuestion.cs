namespace Lighthouse.Suites.Resilience;

/// <summary>Asks a bridge for its health over a connection of its own.</summary>
internal static class HealthQuestion
{
    /// <summary>Whether it says that it is healthy.</summary>
    public static async Task<bool> AskAsync(Uri address, CancellationToken cancellation)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var http = new HttpClient(handler);
        using var answer = await http.GetAsync(new Uri(address, "/health"), cancellation);
        return answer.IsSuccessStatusCode;
    }
}
