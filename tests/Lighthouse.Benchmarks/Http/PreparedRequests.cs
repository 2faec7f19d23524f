using System.Text;
using System.Text.Json;
using Lighthouse.Load.Protocols.Http;

namespace Lighthouse.Benchmarks.Http;

/// <summary>What is posted, in a file, so that the generator in its own process knows it.</summary>
internal static class PreparedRequests
{
    public static void Write(string path, IEnumerable<Posted> requests) => File.WriteAllText(path, JsonSerializer.Serialize(requests));

    public static IReadOnlyList<PreparedRequest> Read(string path, int port) =>
        [.. JsonSerializer.Deserialize<List<Posted>>(File.ReadAllText(path))!.Select(posted => PreparedRequest.Of(
            HttpMethod.Post,
            new Uri($"http://127.0.0.1:{port}{posted.Path}"),
            new Dictionary<string, string>
            {
                ["User-Agent"] = posted.UserAgent,
                ["Authorization"] = $"Bearer {posted.Token}",
                ["Content-Type"] = "application/json",
            },
            Encoding.UTF8.GetBytes(posted.Body)))];

    /// <summary>One request of an agent.</summary>
    internal sealed record Posted(string Path, string Token, string UserAgent, string Body);
}
