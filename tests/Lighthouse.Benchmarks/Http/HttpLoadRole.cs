using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lighthouse.Benchmarks.Http;

/// <summary>
/// Closed-loop load over raw sockets in a process of its own: each connection sends one prepared request after the other and
/// reads each answer. Arguments: port, connections, seconds, file of requests. Prints one line: answers per second, refusals,
/// p50 and p99 in milliseconds.
/// </summary>
internal sealed class HttpLoadRole : IChildRole
{
    public const string RoleName = "http-load";

    public string Name => RoleName;

    public async Task RunAsync(string[] arguments, CancellationToken cancellation)
    {
        var culture = CultureInfo.InvariantCulture;
        var requests = PreparedRequests.Read(arguments[3]);
        var time = TimeSpan.FromSeconds(double.Parse(arguments[2], culture));
        var connections = int.Parse(arguments[1], culture);
        var sockets = new List<Socket>();
        for (var i = 0; i < connections; i++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, int.Parse(arguments[0], culture), cancellation);
            sockets.Add(socket);
        }
        var clock = Stopwatch.StartNew();
        var results = await Task.WhenAll(sockets.Select((socket, i) => Task.Run(() => new Connection(socket, requests, i, connections).RunAsync(clock, time))));
        var seconds = clock.Elapsed.TotalSeconds;
        var latencies = results.SelectMany(result => result.Latencies).Order().ToList();
        Console.WriteLine(string.Create(
            culture,
            $"{latencies.Count / seconds:R} {results.Sum(result => result.Refused)} {At(latencies, 0.5):R} {At(latencies, 0.99):R}"));
        var refusal = results.Select(result => result.Refusal).FirstOrDefault(text => text is not null);
        if (refusal is not null)
            await Console.Error.WriteLineAsync(refusal);
    }

    private static double At(List<long> sorted, double share) =>
        sorted.Count == 0 ? 0 : TimeSpan.FromSeconds((double)sorted[(int)((sorted.Count - 1) * share)] / Stopwatch.Frequency).TotalMilliseconds;

    private sealed class Connection(Socket socket, IReadOnlyList<byte[]> requests, int first, int step)
    {
        private readonly byte[] _buffer = new byte[16 << 10];

        public List<long> Latencies { get; } = new(1 << 15);

        public int Refused { get; private set; }

        public string? Refusal { get; private set; }

        public async Task<Connection> RunAsync(Stopwatch clock, TimeSpan time)
        {
            using (socket)
                for (var next = first; clock.Elapsed < time; next += step)
                {
                    var sent = Stopwatch.GetTimestamp();
                    await socket.SendAsync(requests[next % requests.Count], SocketFlags.None);
                    await ReadAnswerAsync();
                    Latencies.Add(Stopwatch.GetTimestamp() - sent);
                }
            return this;
        }

        private async Task ReadAnswerAsync()
        {
            var read = 0;
            while (true)
            {
                var more = await socket.ReceiveAsync(_buffer.AsMemory(read), SocketFlags.None);
                if (more == 0)
                    throw new IOException("the server closed the connection");
                read += more;
                if (Length(_buffer.AsSpan(0, read)) is not { } whole || read < whole)
                    continue;
                if (!_buffer.AsSpan(0, read).StartsWith("HTTP/1.1 200"u8))
                {
                    Refused++;
                    Refusal ??= Encoding.UTF8.GetString(_buffer, 0, read);
                }
                return;
            }
        }

        /// <summary>Bytes of the whole answer, once its head is there.</summary>
        private static int? Length(ReadOnlySpan<byte> bytes)
        {
            var head = bytes.IndexOf("\r\n\r\n"u8);
            if (head < 0)
                return null;
            var at = bytes.IndexOf("Content-Length: "u8);
            if (at < 0 || at > head)
                throw new IOException("an answer without a length");
            var digits = bytes[(at + 16)..];
            digits = digits[..digits.IndexOf((byte)'\r')];
            return head + 4 + int.Parse(digits, CultureInfo.InvariantCulture);
        }
    }
}
