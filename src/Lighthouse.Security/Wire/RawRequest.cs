using System.Text;

namespace Lighthouse.Security.Wire;

/// <summary>A request that goes out exactly as it is written here; only Host, Connection and Content-Length are added, and Content-Type where a body has none.</summary>
/// <param name="Method">The method as written, whatever its case.</param>
/// <param name="Target">Path and query as written; nothing is normalised or encoded.</param>
public sealed record RawRequest(string Method, string Target)
{
    /// <summary>Headers in order; a name may come twice.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body, sent as UTF-8; null for none.</summary>
    public string? Body { get; init; }

    /// <summary>The same request with one more header.</summary>
    public RawRequest With(string name, string value) => this with { Headers = [.. Headers, KeyValuePair.Create(name, value)] };

    /// <summary>Whether the headers say what the body is; otherwise it is application/json.</summary>
    internal bool NamesContentType => Headers.Any(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase));

    internal byte[] ToBytes(Uri address)
    {
        var body = Body is null ? [] : Encoding.UTF8.GetBytes(Body);
        var head = new StringBuilder().Append($"{Method} {Target} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n");
        foreach (var (name, value) in Headers)
            head.Append($"{name}: {value}\r\n");
        if (Body is not null)
            head.Append($"{(NamesContentType ? "" : "Content-Type: application/json\r\n")}Content-Length: {body.Length}\r\n");
        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. body];
    }

    internal string ToText() =>
        $"{Method} {Target}\n{string.Concat(Headers.Select(header => $"{header.Key}: {header.Value}\n"))}{(Body is null ? "" : $"\n{Body}")}";
}
