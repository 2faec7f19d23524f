using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Lighthouse.Load.Recording;

namespace Lighthouse.Benchmarks.Push;

/// <summary>
/// The receivers of a fan-out and its publishers, on raw sockets: the same program against the bridge and against the floor. Standard input: the
/// port, the count of receivers and of publishers, and then a line for each connection (what to send first, in base64; empty for nothing) and one
/// for what to publish. Each further line asks for messages one after the other for so many seconds, the publishers in turn; the answer is
/// their p50 and p99 in milliseconds over all receivers.
/// </summary>
internal sealed class FanOutClients : IChildRole
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);
    private TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _missing;
    private long _sentAt;

    public string Name => "fan-out-clients";

    public async Task RunAsync(string[] arguments, CancellationToken cancellation)
    {
        var port = Number(Console.In.ReadLine()!);
        var count = Number(Console.In.ReadLine()!);
        var publishers = Number(Console.In.ReadLine()!);
        var sockets = new List<Socket>();
        for (var i = 0; i < count + publishers; i++)
            sockets.Add(await OpenAsync(port, [.. Console.In.ReadLine()!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Convert.FromBase64String)], cancellation));
        var publication = Convert.FromBase64String(Console.In.ReadLine()!);
        foreach (var socket in sockets.Take(count)) _ = ReceiveAsync(socket);
        foreach (var publisher in sockets.Skip(count)) _ = IgnoreAsync(publisher);
        Console.WriteLine("ready");
        while (Console.In.ReadLine() is { } seconds)
        {
            var time = TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
            var clock = Stopwatch.StartNew();
            for (var i = 0; clock.Elapsed < time; i++) await PublishAsync(sockets[count + (i % publishers)], publication, count);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Milliseconds(50)} {Milliseconds(99)}"));
            _histogram = new();
        }
    }

    private LatencyHistogram _histogram = new();

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private double Milliseconds(double percent) => _histogram.Percentile(percent).TotalMilliseconds;

    private async Task PublishAsync(Socket publisher, byte[] publication, int count)
    {
        _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _missing, count);
        _sentAt = Stopwatch.GetTimestamp();
        await publisher.SendAsync(publication);
        await _all.Task.WaitAsync(Bound);
    }

    private async Task ReceiveAsync(Socket socket)
    {
        var frames = new FrameCounter();
        var buffer = new byte[4_096];
        while (await socket.ReceiveAsync(buffer) is > 0 and var length)
        {
            if (frames.Count(buffer.AsSpan(0, length)) == 0) continue;
            _histogram.Add(Stopwatch.GetElapsedTime(_sentAt));
            if (Interlocked.Decrement(ref _missing) == 0) _all.TrySetResult();
        }
    }

    private static async Task IgnoreAsync(Socket socket)
    {
        var buffer = new byte[4_096];
        while (await socket.ReceiveAsync(buffer) > 0)
        {
        }
    }

    // Each of the openings is answered before the next is sent: an HTTP head, or a text frame.
    private static async Task<Socket> OpenAsync(int port, byte[][] openings, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
        var buffer = new byte[4_096];
        foreach (var opening in openings)
        {
            await socket.SendAsync(opening, cancellation);
            var answer = "";
            while (!answer.Contains("\r\n\r\n", StringComparison.Ordinal) && !answer.Contains("\"subscribed\"", StringComparison.Ordinal))
                answer += Encoding.Latin1.GetString(buffer, 0, await socket.ReceiveAsync(buffer, cancellation));
            if (answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal)) throw new InvalidOperationException(answer);
        }

        return socket;
    }
}
