using System.Globalization;
using System.Text;

namespace Lighthouse.Load.Protocols.Http;

/// <summary>A request in the bytes that go over the wire, made once so that sending it costs nothing else.</summary>
public sealed class PreparedRequest
{
    private PreparedRequest(byte[] bytes, bool isHead)
    {
        Bytes = bytes;
        IsHead = isHead;
    }

    /// <summary>Request line, header and body.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Whether it asks for a head alone, so that no body follows.</summary>
    internal bool IsHead { get; }

    /// <summary>A GET.</summary>
    /// <param name="address">Absolute, http.</param>
    /// <param name="headers">More header fields; Host is added.</param>
    /// <exception cref="ArgumentException">The address or a field cannot stand in a request.</exception>
    public static PreparedRequest Get(Uri address, params IEnumerable<KeyValuePair<string, string>> headers) =>
        Of(HttpMethod.Get, address, headers, default);

    /// <summary>A request with any method and body.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="address">Absolute, http.</param>
    /// <param name="headers">More header fields; Host and Content-Length are added.</param>
    /// <param name="body">May be empty.</param>
    /// <exception cref="ArgumentException">The address or a field cannot stand in a request.</exception>
    public static PreparedRequest Of(HttpMethod method, Uri address, IEnumerable<KeyValuePair<string, string>> headers, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(headers);
        if (!address.IsAbsoluteUri || address.Scheme != "http")
            throw new ArgumentException($"LHL3203: '{address}' is no absolute http address; the raw engine speaks HTTP/1.1 without TLS.");
        var head = new StringBuilder();
        head.Append(method.Method).Append(' ').Append(address.PathAndQuery).Append(" HTTP/1.1\r\nHost: ").Append(address.Authority).Append("\r\n");
        foreach (var (name, value) in headers)
            head.Append(Checked(name, ": ")).Append(": ").Append(Checked(value, "")).Append("\r\n");
        if (!body.IsEmpty || method == HttpMethod.Post || method == HttpMethod.Put)
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        return new PreparedRequest([.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. body], method == HttpMethod.Head);
    }

    private static string Checked(string text, string forbidden) =>
        text.AsSpan().ContainsAny("\r\n\0") || text.AsSpan().ContainsAny(forbidden) || text.Any(letter => letter > 0xFF)
            ? throw new ArgumentException("LHL3204: a header field holds a line end or a letter that cannot stand in it; encode it first.")
            : text;
}
