using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Lighthouse.Load.Protocols.WebSocket;

namespace Lighthouse.Instruments.Tests.Load.Protocols.WebSocket;

public sealed class WebSocketAgentTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, InlineData(0), InlineData(125), InlineData(126), InlineData(65_535), InlineData(65_536), InlineData(300_000)]
    public async Task Texts_of_every_length_go_there_and_back(int length)
    {
        await using var peer = await Peer.StartAsync();
        using var agent = await peer.ConnectAsync();
        var text = new string('x', length);
        await agent.SendAsync(text, Token);
        await peer.EchoAsync();
        var echoed = await agent.ReceiveAsync(Token);
        Assert.True(echoed!.Value.IsText);
        Assert.Equal(text, Encoding.UTF8.GetString(echoed.Value.Payload.Span));
    }

    [Fact]
    public async Task Fragments_are_joined_and_a_ping_between_them_is_answered()
    {
        await using var peer = await Peer.StartAsync();
        using var agent = await peer.ConnectAsync();
        await peer.SendRawAsync([0x02, 2, 1, 2, 0x89, 1, 42, 0x80, 1, 3]);
        var message = await agent.ReceiveAsync(Token);
        Assert.Equal((false, "010203"), (message!.Value.IsText, Convert.ToHexString(message.Value.Payload.Span)));

        var pong = await peer.ReadRawAsync(7);
        Assert.Equal((0x8A, 0x81, 42), (pong[0], pong[1], pong[6] ^ pong[2]));
    }

    [Fact]
    public async Task A_close_of_either_side_ends_in_good_order()
    {
        await using var peer = await Peer.StartAsync();
        using var agent = await peer.ConnectAsync();
        await agent.CloseAsync(Token);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, await peer.CloseAsync());
        Assert.Null(await agent.ReceiveAsync(Token));
    }

    [Theory]
    [InlineData("C100", "reserved")]
    [InlineData("8300", "opcode")]
    [InlineData("818100000000AA", "masked")]
    [InlineData("0900", "control")]
    [InlineData("897E0080", "control")]
    [InlineData("8000", "fragment")]
    [InlineData("01008100", "fragment")]
    [InlineData("827E0001AA", "shortest")]
    [InlineData("827FFFFFFFFFFFFFFFFF", "shortest")]
    [InlineData("827F0000000010000000", "at most")]
    public async Task What_breaks_the_protocol_is_refused(string hex, string why)
    {
        await using var peer = await Peer.StartAsync();
        using var agent = await peer.ConnectAsync();
        await peer.SendRawAsync(Convert.FromHexString(hex));
        Assert.Contains(why, (await Assert.ThrowsAsync<MalformedFrameException>(() => agent.ReceiveAsync(Token))).Message);
    }

    [Fact]
    public async Task A_connection_that_ends_without_a_close_is_no_good_end()
    {
        var peer = await Peer.StartAsync();
        using var agent = await peer.ConnectAsync();
        await peer.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => agent.ReceiveAsync(Token));
    }

    [Theory]
    [InlineData("HTTP/1.1 401 No\r\n\r\n", "401")]
    [InlineData("HTTP/1.1 101 Switching\r\nSec-WebSocket-Accept: AAAA\r\n\r\n", "key")]
    [InlineData("HTTP/1.1 101 Switching\r\n\r\n", "key")]
    [InlineData("hello\r\n\r\n", "HTTP/1.1")]
    public async Task A_target_that_opens_no_web_socket_is_told_from_one_that_does(string answer, string why)
    {
        await using var server = new ScriptedServer(new Reply(answer));
        var refused = await Assert.ThrowsAsync<WebSocketRefusedException>(() => WebSocketAgent.ConnectAsync(server.Target, server.Address, [], Token));
        Assert.Contains(why, refused.Message);
    }

    [Fact]
    public void Random_bytes_are_a_frame_or_refused()
    {
        var random = new Random(11);
        var bytes = new byte[16];
        for (var round = 0; round < 100_000; round++)
        {
            random.NextBytes(bytes);
            try
            {
                if (ServerFrame.Read(bytes.AsSpan(0, random.Next(17)), 1000) is { } frame)
                    Assert.True(frame.PayloadBytes is >= 0 and <= 1000 && frame.HeadBytes is 2 or 4 or 10);
            }
            catch (MalformedFrameException)
            {
                // Refused is as good as read; anything else is not.
            }
        }
    }

    /// <summary>The other end: the WebSocket of the base class library over a plain socket.</summary>
    private sealed class Peer : IAsyncDisposable
    {
        private readonly TcpListener _listener;
        private NetworkStream? _stream;
        private System.Net.WebSockets.WebSocket? _socket;

        private Peer(TcpListener listener) => _listener = listener;

        public static Task<Peer> StartAsync()
        {
            var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return Task.FromResult(new Peer(listener));
        }

        public async Task<WebSocketAgent> ConnectAsync()
        {
            var target = (IPEndPoint)_listener.LocalEndpoint;
            var connecting = WebSocketAgent.ConnectAsync(target, new Uri($"http://{target}/ws"), [], Token);
            var client = await _listener.AcceptTcpClientAsync(Token);
            _stream = client.GetStream();
            using var reader = new StreamReader(_stream, leaveOpen: true);
            var key = "";
            while (await reader.ReadLineAsync(Token) is { Length: > 0 } line)
                if (line.StartsWith("Sec-WebSocket-Key: ", StringComparison.Ordinal))
                    key = line["Sec-WebSocket-Key: ".Length..];
            var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
            await _stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"), Token);
            _socket = System.Net.WebSockets.WebSocket.CreateFromStream(_stream, new WebSocketCreationOptions { IsServer = true });
            return await connecting;
        }

        public async Task EchoAsync()
        {
            var buffer = new byte[400_000];
            var length = 0;
            ValueWebSocketReceiveResult result;
            do
            {
                result = await _socket!.ReceiveAsync(buffer.AsMemory(length), Token);
                length += result.Count;
            }
            while (!result.EndOfMessage);
            await _socket.SendAsync(buffer.AsMemory(0, length), result.MessageType, true, Token);
        }

        public async Task<WebSocketCloseStatus?> CloseAsync()
        {
            await _socket!.ReceiveAsync(new byte[100].AsMemory(), Token);
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Token);
            return _socket.CloseStatus;
        }

        public async Task SendRawAsync(byte[] bytes) => await _stream!.WriteAsync(bytes, Token);

        public async Task<byte[]> ReadRawAsync(int count)
        {
            var bytes = new byte[count];
            await _stream!.ReadExactlyAsync(bytes, Token);
            return bytes;
        }

        public async ValueTask DisposeAsync()
        {
            _socket?.Dispose();
            _listener.Dispose();
            if (_stream is not null)
                await _stream.DisposeAsync();
        }
    }
}
