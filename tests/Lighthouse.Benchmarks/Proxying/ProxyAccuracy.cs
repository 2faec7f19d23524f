using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Lighthouse.Chaos.NetworkProxy;

namespace Lighthouse.Benchmarks.Proxying;

/// <summary>How exactly the proxy of the day of faults does what it is told: latency that it adds, bytes per second that it lets through.</summary>
internal sealed class ProxyAccuracy : IBenchmark
{
    private const int RoundTrips = 15;
    private const int Bytes = 400_000;
    private static readonly Target LatencyTarget = Target.AtMost(new Figure(2, "%"));
    private static readonly Target BandwidthTarget = Target.AtMost(new Figure(5, "%"));

    public string Name => "proxy-accuracy";

    public async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        using var echo = new Echo();
        var sides = new List<(string What, Side Side, Target Target)>();
        foreach (var milliseconds in new[] { 50, 100, 300 })
        {
            var side = new Side($"{milliseconds} ms asked", "%", token => LatencyAsync(echo, TimeSpan.FromMilliseconds(milliseconds), token));
            sides.Add(($"latency of {milliseconds} ms, both ways together: off by", side, LatencyTarget));
        }

        foreach (var rate in new long[] { 200_000, 1_000_000 })
        {
            var side = new Side($"{rate} bytes/s asked", "%", token => BandwidthAsync(echo, rate, token));
            sides.Add(($"{rate:N0} bytes/s: off by", side, BandwidthTarget));
        }

        var rounds = await Rounds.MeasureAsync(run, [.. sides.Select(one => one.Side)], cancellation);
        return [.. sides.Select(one => Row.Of(one.What, rounds.Median(one.Side), one.Target))];
    }

    private static async Task<double> LatencyAsync(Echo echo, TimeSpan asked, CancellationToken cancellation)
    {
        await using var proxy = TcpProxy.Start(echo.Address);
        var each = new DirectionCondition { Latency = asked / 2 };
        proxy.Apply(new LinkConditions { ToTarget = each, ToClients = each });
        var added = await RoundTripAsync(proxy.Address, cancellation) - await RoundTripAsync(echo.Address, cancellation);
        return Off(added.TotalMilliseconds, asked.TotalMilliseconds);
    }

    private static async Task<double> BandwidthAsync(Echo echo, long asked, CancellationToken cancellation)
    {
        await using var proxy = TcpProxy.Start(echo.Address);
        proxy.Apply(new LinkConditions { ToTarget = new DirectionCondition { BytesPerSecond = asked } });
        using var client = await ConnectAsync(proxy.Address, cancellation);
        var begun = Stopwatch.GetTimestamp();
        var sending = SendAsync(client, new byte[Bytes], cancellation);
        await ReadAsync(client, Bytes, cancellation);
        await sending;
        return Off(Bytes / Stopwatch.GetElapsedTime(begun).TotalSeconds, asked);
    }

    private static async Task<TimeSpan> RoundTripAsync(IPEndPoint address, CancellationToken cancellation)
    {
        using var client = await ConnectAsync(address, cancellation);
        var times = new List<TimeSpan>();
        for (var trip = 0; trip < RoundTrips; trip++)
        {
            var begun = Stopwatch.GetTimestamp();
            await SendAsync(client, new byte[64], cancellation);
            await ReadAsync(client, 64, cancellation);
            times.Add(Stopwatch.GetElapsedTime(begun));
        }

        return times.Order().ElementAt(RoundTrips / 2);
    }

    private static double Off(double measured, double asked) => Math.Abs(measured / asked - 1) * 100;

    private static async Task<Socket> ConnectAsync(IPEndPoint address, CancellationToken cancellation)
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await client.ConnectAsync(address, cancellation);
        return client;
    }

    private static async Task SendAsync(Socket client, byte[] bytes, CancellationToken cancellation)
    {
        for (var sent = 0; sent < bytes.Length;)
            sent += await client.SendAsync(bytes.AsMemory(sent), cancellation);
    }

    private static async Task ReadAsync(Socket client, int count, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        for (var read = 0; read < count;)
            read += await client.ReceiveAsync(buffer, cancellation) is > 0 and var some ? some : throw new EndOfStreamException();
    }

    /// <summary>A target that sends everything back.</summary>
    private sealed class Echo : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public Echo()
        {
            _listener.Start();
            _ = AcceptAsync();
        }

        public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                    _ = EchoAsync(await _listener.AcceptSocketAsync());
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // Disposed.
            }
        }

        private static async Task EchoAsync(Socket socket)
        {
            using var own = socket;
            own.NoDelay = true;
            var buffer = new byte[64 * 1024];
            try
            {
                while (await own.ReceiveAsync(buffer) is > 0 and var count)
                    await SendAsync(own, buffer[..count], CancellationToken.None);
            }
            catch (SocketException)
            {
                // The other side has ended.
            }
        }
    }
}
