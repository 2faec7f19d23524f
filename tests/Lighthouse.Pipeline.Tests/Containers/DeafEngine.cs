using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Lighthouse.Pipeline.Tests.Containers;

/// <summary>An engine that tells the truth about its containers, says yes to everything it is asked to do, and does nothing of it.</summary>
internal sealed class DeafEngine : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource end = new();
    private readonly HttpClient engine;
    private readonly Task serving;

    public DeafEngine(string host)
    {
        engine = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, token) => ConnectAsync(host["unix://".Length..], token) }) { BaseAddress = new Uri("http://engine") };
        listener.Bind(new UnixDomainSocketEndPoint(folder["socket"]));
        listener.Listen();
        serving = ServeAsync();
    }

    public string Host => $"unix://{folder["socket"]}";

    /// <summary>What it was asked to do.</summary>
    public ConcurrentBag<string> Asked { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        listener.Dispose();
        engine.Dispose();
        end.Dispose();
        folder.Dispose();
    }

    private static async ValueTask<Stream> ConnectAsync(string socket, CancellationToken cancellation)
    {
        var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellation);
        return new NetworkStream(connection, ownsSocket: true);
    }

    private async Task ServeAsync()
    {
        var answers = new List<Task>();
        try
        {
            while (true)
                answers.Add(AnswerAsync(await listener.AcceptAsync(end.Token)));
        }
        finally
        {
            await Task.WhenAll(answers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AnswerAsync(Socket connection)
    {
        await using var client = new NetworkStream(connection, ownsSocket: true);
        using var reader = new StreamReader(client, Encoding.ASCII, leaveOpen: true);
        var request = (await reader.ReadLineAsync(end.Token) ?? "").Split(' ');
        var length = 0;
        while (await reader.ReadLineAsync(end.Token) is { Length: > 0 } line)
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                length = int.Parse(line.AsSpan(line.IndexOf(':') + 1), CultureInfo.InvariantCulture);
        }

        if (length > 0)
            await reader.ReadBlockAsync(new char[length], end.Token);
        if (request[0] == "POST")
        {
            Asked.Add(request[1]);
            await client.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"u8.ToArray(), end.Token);
            return;
        }

        using var said = await engine.GetAsync(new Uri(request[1], UriKind.Relative), end.Token);
        var body = await said.Content.ReadAsByteArrayAsync(end.Token);
        var version = said.Headers.TryGetValues("Api-Version", out var values) ? values.First() : "";
        await client.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {(int)said.StatusCode} said\r\nApi-Version: {version}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n")), end.Token);
        await client.WriteAsync(body, end.Token);
    }
}
