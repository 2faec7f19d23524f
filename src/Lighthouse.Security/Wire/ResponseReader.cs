using System.Globalization;
using System.Text;

namespace Lighthouse.Security.Wire;

/// <summary>Reads one HTTP/1.1 answer and trusts nothing in it.</summary>
internal sealed class ResponseReader(Stream stream)
{
    private const int LongestLine = 16 * 1024;
    private const int MostHeaders = 200;

    private readonly byte[] _buffer = new byte[8 * 1024];
    private int _start;
    private int _end;

    public async Task<RawResponse> ReadAsync(bool hasBody, CancellationToken cancellation)
    {
        while (true)
        {
            var status = StatusOf(await LineAsync(cancellation));
            var headers = await HeadersAsync(cancellation);

            // An interim answer (100, 103) is followed by the real one; 101 is final.
            if (status is >= 100 and <= 199 and not 101)
                continue;
            var response = new RawResponse(status, headers, "");
            return hasBody && status is not (101 or 204 or 304)
                ? response with { Body = Encoding.UTF8.GetString(await BodyAsync(response, cancellation)) }
                : response;
        }
    }

    private static int StatusOf(string line)
    {
        var parts = line.Split(' ', 3);
        return parts.Length >= 2 && parts[0].StartsWith("HTTP/1.", StringComparison.Ordinal)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 100 and <= 999
            ? status
            : throw new WireException("LHS5014: the answer does not begin with an HTTP/1.x status line.");
    }

    private async Task<List<KeyValuePair<string, string>>> HeadersAsync(CancellationToken cancellation)
    {
        var headers = new List<KeyValuePair<string, string>>();
        while (await LineAsync(cancellation) is { Length: > 0 } line)
        {
            if (headers.Count == MostHeaders)
                throw new WireException($"LHS5015: the answer has more than {MostHeaders} headers.");
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                headers.Add(KeyValuePair.Create(line[..colon].Trim(), line[(colon + 1)..].Trim()));
        }

        return headers;
    }

    private async Task<byte[]> BodyAsync(RawResponse head, CancellationToken cancellation)
    {
        var body = new MemoryStream();
        if (head.Header("Transfer-Encoding")?.Contains("chunked", StringComparison.OrdinalIgnoreCase) == true)
            await ChunksAsync(body, cancellation);
        else if (head.Header("Content-Length") is not { } length)
            await CopyAsync(body, RawHttp.LongestBody, toTheEnd: true, cancellation);
        else if (long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            await CopyAsync(body, Math.Min(count, RawHttp.LongestBody), toTheEnd: false, cancellation);
        else
            throw new WireException("LHS5016: the Content-Length of the answer is not a number.");
        return body.ToArray();
    }

    private async Task ChunksAsync(MemoryStream body, CancellationToken cancellation)
    {
        while (body.Length < RawHttp.LongestBody)
        {
            var line = (await LineAsync(cancellation)).Split(';')[0].Trim();
            if (!int.TryParse(line, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) || size < 0)
                throw new WireException("LHS5017: the size of a chunk of the answer is not a hexadecimal number.");
            if (size == 0)
                return;
            await CopyAsync(body, Math.Min(size, RawHttp.LongestBody - body.Length), toTheEnd: false, cancellation);
            if (body.Length < RawHttp.LongestBody)
                await LineAsync(cancellation);
        }
    }

    private async Task CopyAsync(MemoryStream body, long count, bool toTheEnd, CancellationToken cancellation)
    {
        while (count > 0)
        {
            if (_start == _end && !await FillAsync(cancellation))
            {
                if (toTheEnd)
                    return;
                throw new WireException("LHS5018: the answer ended before its body was complete.");
            }

            var part = (int)Math.Min(count, _end - _start);
            body.Write(_buffer, _start, part);
            _start += part;
            count -= part;
        }
    }

    private async Task<string> LineAsync(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end && !await FillAsync(cancellation))
                throw new WireException("LHS5019: the connection was closed before an answer was complete.");
            var next = (char)_buffer[_start++];
            if (next == '\n')
                return line.ToString().TrimEnd('\r');
            if (line.Length == LongestLine)
                throw new WireException($"LHS5020: a line of the answer is longer than {LongestLine} characters.");
            line.Append(next);
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancellation)
    {
        _start = 0;
        _end = await stream.ReadAsync(_buffer, cancellation);
        return _end > 0;
    }
}
