using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Tests.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Lighthouse.Bridge.Tests.Http;

/// <summary>Connections that are taken over from the real server.</summary>
public sealed class TakeableTransportTests
{
    private const string Opening = "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task What_came_with_the_opening_is_read_and_nothing_but_what_the_successor_writes_follows_the_answer()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await server.ConnectAsync();
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Opening + "first."), RunningBridge.Cancellation);
        await ReadHeadAsync(stream, "HTTP/1.1 101 ");
        Assert.Equal("first.", await ReadAsync(stream, 6));
        await stream.WriteAsync("second"u8.ToArray(), RunningBridge.Cancellation);
        Assert.Equal("second", await ReadAsync(stream, 6));
        client.Client.Shutdown(SocketShutdown.Send);
        Assert.Equal("", await ReadAsync(stream, 1));
    }

    [Fact]
    public async Task Nothing_of_the_request_is_held_meanwhile()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await server.ConnectAsync();
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Opening), RunningBridge.Cancellation);
        await ReadHeadAsync(stream, "HTTP/1.1 101 ");
        await stream.WriteAsync("a"u8.ToArray(), RunningBridge.Cancellation);
        Assert.Equal("a", await ReadAsync(stream, 1));
        await Assert.EventuallyAsync(() =>
        {
            GC.Collect();
            return !server.IsHeld();
        });
        await stream.WriteAsync("b"u8.ToArray(), RunningBridge.Cancellation);
        Assert.Equal("b", await ReadAsync(stream, 1));
    }

    [Fact]
    public async Task A_request_that_does_not_take_it_leaves_the_connection_to_the_next()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await server.ConnectAsync();
        var stream = client.GetStream();
        for (var i = 0; i < 3; i++)
        {
            await stream.WriteAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), RunningBridge.Cancellation);
            await ReadHeadAsync(stream, "HTTP/1.1 200 ");
            Assert.Equal("True", await ReadAsync(stream, 4));
        }
    }

    [Fact]
    public async Task Nothing_is_taken_below_the_encryption()
    {
        await using var server = await EchoServer.StartAsync(isEncrypted: true);
        using var client = await server.ConnectAsync();
        await using var stream = new SslStream(client.GetStream(), false, (_, _, _, _) => true);
        await stream.AuthenticateAsClientAsync("localhost");
        await stream.WriteAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), RunningBridge.Cancellation);
        await ReadHeadAsync(stream, "HTTP/1.1 200 ");
        Assert.Equal("False", await ReadAsync(stream, 5));
    }

    [Fact]
    public async Task A_server_that_stops_tells_the_successor()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await server.ConnectAsync();
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Opening), RunningBridge.Cancellation);
        await ReadHeadAsync(stream, "HTTP/1.1 101 ");
        await server.StopAsync();
        Assert.Equal("", await ReadAsync(stream, 1));
    }

    [Fact]
    public async Task The_servers_clock_ticks_until_it_has_ended_and_what_it_completes_stays_open_when_it_was_taken()
    {
        var heart = new Heart();
        var (near, far) = (new Pipe(), new Pipe());
        await using var connection = new DefaultConnectionContext("1", new Pair(near.Reader, far.Writer), new Pair(far.Reader, near.Writer));
        connection.Features.Set<IConnectionHeartbeatFeature>(heart);
        var (ticks, ticksAfter) = (0, -1);
        await ServeAsync(connection, async served =>
        {
            served.Features.GetRequiredFeature<IConnectionHeartbeatFeature>().OnHeartbeat(_ => ticks++, heart);
            heart.Beat();
            var transport = Assert.IsType<TakeableTransport>(served.Transport);
            transport.TakeOver(async taken =>
            {
                heart.Beat();
                ticksAfter = ticks;
                await taken.Transport.Output.WriteAsync("on"u8.ToArray());
            });
            heart.Beat();
            await served.Transport.Output.CompleteAsync();
            await served.Transport.Input.CompleteAsync();
        });
        Assert.Equal((2, 2), (ticks, ticksAfter));
        Assert.Equal("on", Encoding.ASCII.GetString((await far.Reader.ReadAsync(RunningBridge.Cancellation)).Buffer.FirstSpan));
        await near.Writer.WriteAsync("back"u8.ToArray(), RunningBridge.Cancellation);
        Assert.Equal("back", Encoding.ASCII.GetString((await near.Reader.ReadAsync(RunningBridge.Cancellation)).Buffer.FirstSpan));
    }

    [Fact]
    public async Task What_the_server_completes_is_completed_when_nobody_takes_it()
    {
        var (near, far) = (new Pipe(), new Pipe());
        await using var connection = new DefaultConnectionContext("1", new Pair(near.Reader, far.Writer), new Pair(far.Reader, near.Writer));
        connection.Features.Set<IConnectionHeartbeatFeature>(new Heart());
        await ServeAsync(connection, async served =>
        {
            await served.Transport.Output.CompleteAsync();
            await served.Transport.Input.CompleteAsync();
        });
        Assert.True((await far.Reader.ReadAsync(RunningBridge.Cancellation)).IsCompleted);
        Assert.True((await near.Writer.WriteAsync("x"u8.ToArray(), RunningBridge.Cancellation)).IsCompleted);
    }

    private static Task ServeAsync(ConnectionContext connection, ConnectionDelegate server) =>
        new Connections(int.MaxValue, TimeProvider.System, NullLogger.Instance).ServeAsync(connection, server);

    private static async Task ReadHeadAsync(Stream stream, string begin)
    {
        var head = "";
        while (!head.EndsWith("\r\n\r\n", StringComparison.Ordinal)) head += await ReadAsync(stream, 1) is { Length: 1 } one ? one : throw new EndOfStreamException(head);
        Assert.StartsWith(begin, head, StringComparison.Ordinal);
    }

    /// <summary>So many characters, or fewer at the end.</summary>
    private static async Task<string> ReadAsync(Stream stream, int count)
    {
        var buffer = new byte[count];
        var read = await stream.ReadAtLeastAsync(buffer, count, throwOnEndOfStream: false, RunningBridge.Cancellation).AsTask().WaitAsync(Patience);
        return Encoding.ASCII.GetString(buffer, 0, read);
    }

    private sealed record Pair(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class Heart : IConnectionHeartbeatFeature
    {
        private readonly List<Action> _beats = [];

        public void OnHeartbeat(Action<object> action, object state) => _beats.Add(() => action(state));

        public void Beat() => _beats.ForEach(beat => beat());
    }

    /// <summary>Takes over what wants to be upgraded, and sends back what it is sent; else says whether it could be taken over.</summary>
    private sealed class EchoServer(WebApplication app, X509Certificate2 certificate) : IAsyncDisposable
    {
        private WeakReference? _request;

        public static async Task<EchoServer> StartAsync(bool isEncrypted = false)
        {
            var certificate = SelfSigned.Certificate();
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseKestrelHttpsConfiguration();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Use(server => connection => ServeAsync(connection, server));
                if (isEncrypted) listen.UseHttps(certificate);
            }));
            var server = new EchoServer(builder.Build(), certificate);
            await server.BeginAsync();
            return server;
        }

        public bool IsHeld() => _request?.IsAlive ?? throw new InvalidOperationException("No request came.");

        public async Task<TcpClient> ConnectAsync()
        {
            var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, new Uri(app.Urls.Single()).Port, RunningBridge.Cancellation);
            return client;
        }

        public Task StopAsync() => app.StopAsync(RunningBridge.Cancellation);

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            certificate.Dispose();
        }

        private Task BeginAsync()
        {
            app.Run(AnswerAsync);
            return app.StartAsync(RunningBridge.Cancellation);
        }

        private Task AnswerAsync(HttpContext http) => http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } ? TakeAsync(http) : SayAsync(http);

        private static Task SayAsync(HttpContext http)
        {
            var said = $"{TakeableTransport.Below(http) is not null}";
            http.Response.ContentLength = said.Length;
            return http.Response.WriteAsync(said);
        }

        private async Task TakeAsync(HttpContext http)
        {
            _request = new WeakReference(http);
            await http.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
            TakeableTransport.Below(http)!.TakeOver(EchoAsync);
        }

        private static async Task EchoAsync(ConnectionContext connection)
        {
            using var closes = connection.Features.GetRequiredFeature<IConnectionLifetimeNotificationFeature>().ConnectionClosedRequested
                .UnsafeRegister(static input => ((PipeReader)input!).CancelPendingRead(), connection.Transport.Input);
            while (await connection.Transport.Input.ReadAsync() is { IsCanceled: false } read)
            {
                foreach (var part in read.Buffer) await connection.Transport.Output.WriteAsync(part);
                connection.Transport.Input.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) return;
            }
        }
    }
}
