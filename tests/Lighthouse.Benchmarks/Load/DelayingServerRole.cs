using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Lighthouse.Benchmarks.Load;

/// <summary>
/// An HTTP server whose delays are known. Arguments: mode and seed. <c>drawn</c>: each answer waits for a time drawn from a long-tailed
/// distribution, and at its end the server prints p50, p99 and p99.9 (ms) of how long it really kept them. <c>stall</c>: three seconds
/// after the first request it answers nothing for one second. <c>never</c>: it reads and does not answer. Prints its address first.
/// </summary>
internal sealed class DelayingServerRole : IChildRole
{
    public const string RoleName = "delaying-server";
    private static readonly byte[] Answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray();
    private static readonly TimeSpan StallAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan StallEnds = TimeSpan.FromSeconds(4);

    private readonly ConcurrentQueue<(long Due, TaskCompletionSource Release)> _new = new();
    private readonly ConcurrentQueue<double> _kept = new();
    private Random _random = new(0);
    private string _mode = "";
    private long _first;

    public string Name => RoleName;

    public async Task RunAsync(string[] arguments, CancellationToken cancellation)
    {
        _mode = arguments[0];
        _random = new Random(int.Parse(arguments[1], CultureInfo.InvariantCulture));
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(4096);
        new Thread(Release) { IsBackground = true }.Start();
        Console.WriteLine($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}");
        _ = AcceptAsync(listener);
        await Console.In.ReadToEndAsync(cancellation);
        var sorted = _kept.Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{At(sorted, 0.5)} {At(sorted, 0.99)} {At(sorted, 0.999)}"));
    }

    private static double At(List<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[(int)Math.Ceiling(share * sorted.Count) - 1];

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
            _ = ServeAsync(await listener.AcceptAsync());
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            socket.NoDelay = true;
            await socket.ReceiveAsync(Memory<byte>.Empty);
            var buffer = new byte[1024];
            while (await socket.ReceiveAsync(buffer) > 0)
            {
                var received = Stopwatch.GetTimestamp();
                if (Due(received) is { } due)
                {
                    var release = new TaskCompletionSource();
                    _new.Enqueue((due, release));
                    await release.Task;
                }

                _kept.Enqueue(Stopwatch.GetElapsedTime(received).TotalMilliseconds);
                await socket.SendAsync(Answer);
            }
        }
    }

    private long? Due(long received)
    {
        Interlocked.CompareExchange(ref _first, received, 0);
        if (_mode == "never")
            return long.MaxValue;
        if (_mode == "stall")
        {
            var since = Stopwatch.GetElapsedTime(_first, received);
            return since >= StallAfter && since < StallEnds ? _first + Ticks(StallEnds) : null;
        }

        // Log-normal around 30 ms, 20 ms at least and half a second at most.
        lock (_random)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
            return received + Ticks(TimeSpan.FromMilliseconds(Math.Clamp(30 * Math.Exp(0.8 * normal), 20, 500)));
        }
    }

    private void Release()
    {
        var waiting = new PriorityQueue<TaskCompletionSource, long>();
        while (true)
        {
            while (_new.TryDequeue(out var next))
                waiting.Enqueue(next.Release, next.Due);
            while (waiting.TryPeek(out var release, out var due) && due <= Stopwatch.GetTimestamp())
            {
                waiting.Dequeue();
                release.SetResult();
            }

            Thread.Sleep(1);
        }
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
