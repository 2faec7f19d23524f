using System.Text;

namespace Lighthouse.Security.Wire;

/// <summary>A request that goes out exactly as it is written here; only Host, Content-Length and, where it has none of its own, Connection are added.</summary>
/// <param name="Method">The method as written, whatever its case.</param>
/// <param name="Target">Path and query as written; nothing is normalised or encoded.</param>
public sealed record RawRequest(string Method, string Target)
{
    /// <summary>Headers in order; a name may come twice.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body, sent as UTF-8; null for none.</summary>
    public string? Body { get; init; }

    /// <summary>The Content-Type of the body; null for none. Default application/json.</summary>
    public string? ContentType { get; init; } = "application/json";

    /// <summary>The same request with one more header.</summary>
    public RawRequest With(string name, string value) => this with { Headers = [.. Headers, KeyValuePair.Create(name, value)] };

    internal byte[] ToBytes(Uri address)
    {
        var body = Body is null ? [] : Encoding.UTF8.GetBytes(Body);
        var head = new StringBuilder().Append($"{Method} {Target} HTTP/1.1\r\nHost: {address.Authority}\r\n");
        if (!Headers.Any(header => header.Key.Equals("Connection", StringComparison.OrdinalIgnoreCase)))
            head.Append("Connection: close\r\n");
        foreach (var (name, value) in Headers)
            head.Append($"{name}: {value}\r\n");
        if (Body is not null)
            head.Append(ContentType is null ? "" : $"Content-Type: {ContentType}\r\n").Append($"Content-Length: {body.Length}\r\n");
        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. body];
    }

    internal string ToText() =>
        $"{Method} {Target}\n{string.Concat(Headers.Select(header => $"{header.Key}: {header.Value}\n"))}{(Body is null ? "" : $"\n{Body}")}";
}
