using System.Net;
using System.Net.Sockets;
using System.Text;
using Lighthouse.Bridge.Push;
using Lighthouse.Bridge.Push.Frames;
using Xunit;

namespace Lighthouse.Bridge.Tests.Push;

public sealed class SocketOutputTests : IDisposable
{
    private static readonly Incoming Text = new(Opcode.Text, []);
    private readonly MemoryStream _stream = new();
    private readonly Socket _own;
    private readonly Socket _peer = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly SocketOutput _output;

    public SocketOutputTests()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _peer.Connect(listener.LocalEndpoint);
        _own = listener.AcceptSocket();
        _output = new SocketOutput(_stream, _own);
    }

    [Fact]
    public async Task Frames_go_through_the_stream_until_the_peer_has_spoken()
    {
        await WriteAsync("early");
        Assert.Equal("early", Streamed());
        Assert.False(_output.IsDirect);
    }

    [Fact]
    public async Task The_first_word_of_a_peer_that_was_sent_nothing_clears_the_way()
    {
        _output.Heard(Text);
        await WriteAsync("straight");

        Assert.Equal("", Streamed());
        Assert.Equal("straight", await ReceivedAsync("straight".Length));
    }

    [Fact]
    public async Task Nothing_overtakes_what_the_stream_was_given()
    {
        await WriteAsync("first");
        _output.Heard(Text);
        await WriteAsync("second");

        Assert.Equal("firstsecond", Streamed());
    }

    [Fact]
    public async Task The_pong_to_a_ping_that_was_given_last_clears_the_way()
    {
        await WriteAsync("first");
        var ping = await PingAsync();
        _output.Heard(PongTo(ping));
        await WriteAsync("straight");

        Assert.Equal("first", Streamed()[..5]);
        Assert.Equal(5 + ping.Length, _stream.Length);
        Assert.Equal("straight", await ReceivedAsync("straight".Length));
    }

    [Fact]
    public async Task A_pong_proves_nothing_when_more_was_given_after_its_ping()
    {
        var ping = await PingAsync();
        await WriteAsync("more");
        _output.Heard(PongTo(ping));
        Assert.False(_output.IsDirect);

        // Not even once another ping is under way: it may be the old pong that comes late.
        var later = await PingAsync();
        _output.Heard(PongTo(ping));
        Assert.False(_output.IsDirect);
        _output.Heard(PongTo(later));
        Assert.True(_output.IsDirect);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00000000")]
    [InlineData("00000001")]
    [InlineData("00000002")]
    [InlineData("7FFFFFFF")]
    [InlineData("0000000400")]
    public async Task A_pong_to_no_ping_proves_nothing(string payload)
    {
        await WriteAsync("first");
        await PingAsync();
        await WriteAsync("second");
        _output.Heard(new(Opcode.Pong, Convert.FromHexString(payload)));
        Assert.False(_output.IsDirect);
    }

    [Fact]
    public async Task Where_something_stands_between_the_stream_stays_the_way()
    {
        var output = new SocketOutput(_stream, null);
        output.Heard(Text);
        var ping = output.NextPing();
        await output.WriteAsync(ping, TestContext.Current.CancellationToken);
        output.Heard(PongTo(ping));
        await output.WriteAsync("last"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.Equal(ping.Length + 4, _stream.Length);
        Assert.False(output.IsDirect);
    }

    [Fact]
    public async Task What_a_full_socket_does_not_take_is_sent_when_there_is_room_and_in_order()
    {
        _output.Heard(Text);
        var frame = new byte[32 << 20];
        for (var i = 0; i < frame.Length; i++) frame[i] = (byte)(i * 31 >> 3);
        var sent = _output.WriteAsync(frame, TestContext.Current.CancellationToken).AsTask();
        // More than any socket holds, and the peer has not begun to read.
        Assert.False(sent.IsCompleted);

        var received = new byte[frame.Length];
        using var stream = new NetworkStream(_peer);
        await stream.ReadExactlyAsync(received, TestContext.Current.CancellationToken);
        await sent;
        Assert.True(frame.AsSpan().SequenceEqual(received));
    }

    [Fact]
    public async Task A_peer_that_is_gone_is_told_of()
    {
        _output.Heard(Text);
        _own.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync("nobody"));
    }

    public void Dispose()
    {
        _own.Dispose();
        _peer.Dispose();
    }

    private async Task WriteAsync(string text) => await _output.WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);

    private async Task<byte[]> PingAsync()
    {
        var ping = _output.NextPing();
        await _output.WriteAsync(ping, TestContext.Current.CancellationToken);
        return ping;
    }

    private static Incoming PongTo(byte[] ping) => new(Opcode.Pong, ping[2..]);

    private string Streamed() => Encoding.Latin1.GetString(_stream.ToArray());

    private async Task<string> ReceivedAsync(int bytes)
    {
        var buffer = new byte[bytes];
        for (var read = 0; read < bytes;) read += await _peer.ReceiveAsync(buffer.AsMemory(read), TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(buffer);
    }
}
