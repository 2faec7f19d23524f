using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Penetration.Floods;

/// <summary>Sends a large body piece by piece and stops as soon as an answer comes.</summary>
internal static class LargeSender
{
    private const int Piece = 64 * 1024;
    private static readonly TimeSpan LongestSending = TimeSpan.FromSeconds(10);

    /// <summary>The answer; null when the connection was closed or nothing came in time.</summary>
    public static async Task<RawResponse?> SendAsync(PenetrationRun run, RawRequest request, bool isChunked, CancellationToken cancellation)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(LongestSending);
        try
        {
            using var client = new TcpClient { NoDelay = true };
            await client.ConnectAsync(run.Context.Target.DnsSafeHost, run.Context.Target.Port, bound.Token);
            var stream = client.GetStream();
            var answer = new ResponseReader(stream).ReadAsync(hasBody: true, bound.Token);
            await WriteAsync(stream, run.Context.Target, request, isChunked, answer, bound.Token);
            return await answer;
        }
        catch (Exception closed) when (closed is IOException or SocketException or WireException || (closed is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    private static async Task WriteAsync(NetworkStream stream, Uri target, RawRequest request, bool isChunked, Task<RawResponse> answer, CancellationToken cancellation)
    {
        var body = Encoding.UTF8.GetBytes(request.Body!);
        var head = new StringBuilder().Append($"{request.Method} {request.Target} HTTP/1.1\r\nHost: {target.Authority}\r\nConnection: close\r\nContent-Type: {request.ContentType}\r\n");
        foreach (var (name, value) in request.Headers)
            head.Append($"{name}: {value}\r\n");
        head.Append(isChunked ? "Transfer-Encoding: chunked\r\n\r\n" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {request.Padding + body.Length}\r\n\r\n"));
        var blanks = new byte[Piece];
        blanks.AsSpan().Fill((byte)' ');
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(head.ToString()), cancellation);
            for (var sent = 0; sent < request.Padding && !answer.IsCompleted; sent += Piece)
                await PieceAsync(blanks);
            if (answer.IsCompleted)
                return;
            await PieceAsync(body);
            if (isChunked)
                await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), cancellation);
        }
        catch (IOException)
        {
            // The target has closed its side; an answer may lie there all the same.
        }

        async Task PieceAsync(byte[] piece)
        {
            if (isChunked)
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"{piece.Length:x}\r\n"), cancellation);
            await stream.WriteAsync(piece, cancellation);
            if (isChunked)
                await stream.WriteAsync("\r\n"u8.ToArray(), cancellation);
        }
    }
}
