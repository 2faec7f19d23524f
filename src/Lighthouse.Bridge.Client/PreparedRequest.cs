using System.Net.Http.Headers;

namespace Lighthouse.Bridge.Client;

/// <summary>A request that is complete to the last byte, so that it can be sent as often as one likes.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path and query, relative to the bridge's address.</param>
/// <param name="Headers">Headers apart from those of the content.</param>
/// <param name="Body">JSON body; null for none.</param>
public sealed record PreparedRequest(
    HttpMethod Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte>? Body)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>The same request with one header replaced; a null value removes it.</summary>
    public PreparedRequest WithHeader(string name, string? value)
    {
        var kept = Headers.Where(h => !h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (value is not null) kept.Add(new(name, value));
        return this with { Headers = kept };
    }

    /// <summary>A fresh message for <see cref="HttpClient"/>; the caller disposes it.</summary>
    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(Method, new Uri(Path, UriKind.Relative));
        foreach (var header in Headers) message.Headers.TryAddWithoutValidation(header.Key, header.Value);
        if (Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body);
            message.Content.Headers.ContentType = Json;
        }

        return message;
    }
}
