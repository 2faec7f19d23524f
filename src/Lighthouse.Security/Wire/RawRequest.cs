using System.Text;

namespace Lighthouse.Security.Wire;

/// <summary>A request that goes out exactly as it is written here; only Host, Content-Length and, where the headers do not say them, Connection and Content-Type are added.</summary>
/// <param name="Method">The method as written, whatever its case.</param>
/// <param name="Target">Path and query as written; nothing is normalised or encoded.</param>
public sealed record RawRequest(string Method, string Target)
{
    /// <summary>Headers in order; a name may come twice.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body, sent as UTF-8; null for none.</summary>
    public string? Body { get; init; }

    /// <summary>The Content-Type of a body where no header says it; null to send none. Default application/json.</summary>
    public string? ContentType { get; init; } = "application/json";

    /// <summary>Whether each character of the body stands for one byte, so that what is no UTF-8 can be sent. Default false.</summary>
    public bool BodyIsBytes { get; init; }

    /// <summary>How many blanks are sent before the body: a large body with a short description. Default 0.</summary>
    public int Padding { get; init; }

    /// <summary>The same request with one more header.</summary>
    public RawRequest With(string name, string value) => this with { Headers = [.. Headers, KeyValuePair.Create(name, value)] };

    /// <summary>Whether a header says what the body is.</summary>
    internal bool NamesContentType => Headers.Any(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase));

    internal byte[] ToBytes(Uri address)
    {
        var body = BodyBytes();
        var head = new StringBuilder().Append($"{Method} {Target} HTTP/1.1\r\nHost: {address.Authority}\r\n");
        if (!Headers.Any(header => header.Key.Equals("Connection", StringComparison.OrdinalIgnoreCase)))
            head.Append("Connection: close\r\n");
        foreach (var (name, value) in Headers)
            head.Append($"{name}: {value}\r\n");
        if (Body is not null)
            head.Append(ContentType is null || NamesContentType ? "" : $"Content-Type: {ContentType}\r\n").Append($"Content-Length: {body.Length}\r\n");
        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. body];
    }

    internal string ToText() =>
        $"{Method} {Target}\n{string.Concat(Headers.Select(header => $"{header.Key}: {header.Value}\n"))}{(Body is null ? "" : $"\n{(Padding > 0 ? $"({Padding} blanks)" : "")}{Body}")}";

    private byte[] BodyBytes()
    {
        if (Body is null)
            return [];
        var bytes = (BodyIsBytes ? Encoding.Latin1 : Encoding.UTF8).GetBytes(Body);
        if (Padding == 0)
            return bytes;
        var padded = new byte[Padding + bytes.Length];
        padded.AsSpan(0, Padding).Fill((byte)' ');
        bytes.CopyTo(padded, Padding);
        return padded;
    }
}
