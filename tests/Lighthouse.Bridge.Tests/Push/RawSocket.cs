using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Push;

/// <summary>A WebSocket by hand: sends any bytes, and reads only when it is told to.</summary>
internal sealed class RawSocket : IDisposable
{
    private readonly TcpClient _tcp;
    private readonly NetworkStream _stream;

    private RawSocket(TcpClient tcp) => (_tcp, _stream) = (tcp, tcp.GetStream());

    /// <summary>The status of an attempt to open.</summary>
    public static async Task<int> HandshakeAsync(Uri bridge, string path, params (string Name, string Value)[] headers)
    {
        using var opened = await OpenAsync(bridge, path, headers);
        return opened.Status;
    }

    public static async Task<RawSocket> OpenAsync(Uri bridge, BridgeSession session)
    {
        var opened = await OpenAsync(bridge, "/ws/" + session.AgentId, ("Authorization", "Bearer " + session.Token), ("User-Agent", session.UserAgent));
        Assert.Equal(101, opened.Status);
        return opened;
    }

    public int Status { get; private set; }

    /// <summary>Sends a frame as a client must: masked.</summary>
    public Task SendAsync(int firstByte, ReadOnlySpan<byte> payload, bool masked = true) => SendRawAsync(Build(firstByte, payload, masked));

    public Task SendTextAsync(string text) => SendAsync(0x81, Encoding.UTF8.GetBytes(text));

    public async Task SendRawAsync(ReadOnlyMemory<byte> bytes) => await _stream.WriteAsync(bytes, RunningBridge.Cancellation);

    /// <summary>The next frame of the bridge: its first byte and payload; null when the connection has ended.</summary>
    public async Task<(int FirstByte, byte[] Payload)?> ReadAsync()
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(RunningBridge.Cancellation);
        bound.CancelAfter(TimeSpan.FromSeconds(30));
        try
        {
            var head = new byte[2];
            await _stream.ReadExactlyAsync(head, bound.Token);
            Assert.Equal(0, head[1] & 0x80);
            var length = (long)head[1];
            if (length >= 126)
            {
                var more = new byte[length == 126 ? 2 : 8];
                await _stream.ReadExactlyAsync(more, bound.Token);
                length = more.Aggregate(0L, (sum, b) => (sum << 8) | b);
            }

            var payload = new byte[length];
            await _stream.ReadExactlyAsync(payload, bound.Token);
            return (head[0], payload);
        }
        catch (Exception problem) when (problem is EndOfStreamException or IOException)
        {
            return null;
        }
    }

    /// <summary>The next message of a type, after whatever came before it, which <paramref name="before"/> may look at.</summary>
    public async Task<JsonElement> ReadUntilAsync(string type, Action<JsonElement>? before = null)
    {
        while (await ReadAsync() is var (first, payload))
        {
            if (first != 0x81) continue;
            var message = JsonElement.Parse(payload);
            if (message.GetProperty("type").GetString() == type) return message;
            before?.Invoke(message);
        }

        throw new InvalidOperationException($"The socket was closed before '{type}' came.");
    }

    /// <summary>The closing code of the bridge, after whatever came before it; null when the connection ended without one.</summary>
    public async Task<int?> CloseCodeAsync()
    {
        while (await ReadAsync() is var (first, payload))
            if (first == 0x88) return (payload[0] << 8) | payload[1];
        return null;
    }

    public void Dispose() => _tcp.Dispose();

    private static byte[] Build(int firstByte, ReadOnlySpan<byte> payload, bool masked)
    {
        using var frame = new MemoryStream();
        frame.WriteByte((byte)firstByte);
        var mask = masked ? 0x80 : 0;
        if (payload.Length < 126)
        {
            frame.WriteByte((byte)(mask | payload.Length));
        }
        else if (payload.Length <= ushort.MaxValue)
        {
            frame.Write([(byte)(mask | 126), (byte)(payload.Length >> 8), (byte)payload.Length]);
        }
        else
        {
            frame.WriteByte((byte)(mask | 127));
            for (var shift = 56; shift >= 0; shift -= 8) frame.WriteByte((byte)((long)payload.Length >> shift));
        }

        byte[] key = [0x12, 0x34, 0x56, 0x78];
        if (masked) frame.Write(key);
        for (var i = 0; i < payload.Length; i++) frame.WriteByte((byte)(payload[i] ^ (masked ? key[i % 4] : 0)));
        return frame.ToArray();
    }

    private static async Task<RawSocket> OpenAsync(Uri bridge, string path, params (string Name, string Value)[] headers)
    {
        var all = new Dictionary<string, string>
        {
            ["Host"] = bridge.Authority, ["Connection"] = "Upgrade", ["Upgrade"] = "websocket", ["Sec-WebSocket-Version"] = "13",
            ["Sec-WebSocket-Key"] = "dGhlIHNhbXBsZSBub25jZQ==",
        };
        foreach (var (name, value) in headers) all[name] = value;
        var tcp = new TcpClient();
        await tcp.ConnectAsync(bridge.Host, bridge.Port, RunningBridge.Cancellation);
        var raw = new RawSocket(tcp);
        await raw.SendRawAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\n{string.Concat(all.Select(h => $"{h.Key}: {h.Value}\r\n"))}\r\n"));
        var answer = new StringBuilder();
        var one = new byte[1];
        while (!answer.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await raw._stream.ReadExactlyAsync(one, RunningBridge.Cancellation);
            answer.Append((char)one[0]);
        }

        raw.Status = int.Parse(answer.ToString().Split(' ')[1], CultureInfo.InvariantCulture);
        // The example of RFC 6455, section 1.3.
        if (raw.Status == 101) Assert.Contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", answer.ToString(), StringComparison.Ordinal);
        return raw;
    }
}
