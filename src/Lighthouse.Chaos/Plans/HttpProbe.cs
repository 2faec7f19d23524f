using System.Net;
using System.Text.Json.Nodes;

namespace Lighthouse.Chaos.Plans;

/// <summary>Asks an address of this machine.</summary>
internal static class HttpProbe
{
    private const int LargestAnswer = 64 * 1024;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public static string? Missing(Activity activity)
    {
        if (activity.Type != ActivityType.Probe || activity.Provider["method"]?.ToString() is not (null or "GET"))
            return $"'{activity.Name}' does something by HTTP, and only probes by GET are asked here";
        return Uri.TryCreate(activity.Provider["url"]?.ToString(), UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)
            ? null
            : $"'{activity.Name}' asks '{activity.Provider["url"]}'; only http addresses of this machine, such as http://127.0.0.1:8765/health, are asked";
    }

    /// <summary>The answer as the Chaos Toolkit gives it: its status, headers and body.</summary>
    public static async Task<JsonNode?> AskAsync(Activity activity, CancellationToken cancellation)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        using var http = new HttpClient(handler)
        {
            Timeout = activity.Provider["timeout"] is JsonValue value && value.TryGetValue<double>(out var seconds) ? TimeSpan.FromSeconds(seconds) : s_patience,
            MaxResponseContentBufferSize = LargestAnswer,
        };
        using var answer = await http.GetAsync(new Uri(activity.Provider["url"]!.ToString()), cancellation);
        return new JsonObject
        {
            ["status"] = (int)answer.StatusCode,
            ["headers"] = new JsonObject(answer.Headers.Select(header => KeyValuePair.Create(header.Key, (JsonNode?)string.Join(", ", header.Value)))),
            ["body"] = await answer.Content.ReadAsStringAsync(cancellation),
        };
    }
}
