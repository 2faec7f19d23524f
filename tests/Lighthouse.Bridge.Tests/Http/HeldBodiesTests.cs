using System.Net.Sockets;
using System.Text;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Http;

public sealed class HeldBodiesTests
{
    private const int BodyBytes = 9_000_000;

    [Fact]
    public async Task Bodies_that_do_not_come_whole_are_refused_before_they_take_all_memory_and_their_room_is_given_back()
    {
        using var folder = new TemporaryFolder();
        var secrets = BridgeProcess.FreshSecrets();
        await using var bridge = BridgeProcess.Launch(
            secrets, "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data, "--Bridge:Http:MostHeldBodyMegabytes=16");
        using var client = await bridge.ReadyAsync();
        var admin = await client.OpenSessionAsync("admin", secrets["Bridge__AdminSecret"], cancellation: RunningBridge.Cancellation);
        using (var first = await HalfSentAsync(admin, client.Address))
        {
            await UntilHeldAsync(client, BodyBytes - 1);
            using var second = await HalfSentAsync(admin, client.Address);
            var answer = await ReadAsync(second);
            Assert.StartsWith("HTTP/1.1 503", answer, StringComparison.Ordinal);
            Assert.Contains("Retry-After: 1", answer, StringComparison.Ordinal);
            Assert.Contains("\"out_of_memory\"", answer, StringComparison.Ordinal);
            await UntilHeldAsync(client, BodyBytes - 1);
        }

        await UntilHeldAsync(client, 0);
        using var third = await HalfSentAsync(admin, client.Address);
        await third.SendAsync("]"u8.ToArray(), RunningBridge.Cancellation);
        Assert.StartsWith("HTTP/1.1 422", await ReadAsync(third), StringComparison.Ordinal);
        await UntilHeldAsync(client, 0);
    }

    [Fact]
    public void At_most_half_of_the_memory_that_there_is_is_held()
    {
        var bodies = new HeldBodies(most: 1_000, available: 100);
        using var one = new HeldBody(bodies);
        one.GrowTo(20);
        one.GrowTo(50);
        using (var other = new HeldBody(bodies))
            Assert.Equal(503, Assert.Throws<RefusalException>(() => other.GrowTo(1)).Status);
        Assert.Throws<RefusalException>(() => one.GrowTo(51));
        one.Dispose();
        new HeldBody(bodies).GrowTo(50);
        Assert.Throws<RefusalException>(() => new HeldBody(new HeldBodies(most: 10, available: 100)).GrowTo(11));
    }

    private static async Task<Socket> HalfSentAsync(BridgeSession session, Uri url)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(url.Host, url.Port, RunningBridge.Cancellation);
        var head = Encoding.ASCII.GetBytes(
            $"POST /event/store_batch HTTP/1.1\r\nHost: {url.Authority}\r\nAuthorization: Bearer {session.Token}\r\nUser-Agent: {session.UserAgent}\r\nContent-Type: application/json\r\nContent-Length: {BodyBytes}\r\n\r\n");
        await socket.SendAsync(head, RunningBridge.Cancellation);
        var body = new byte[BodyBytes - 1];
        body.AsSpan().Fill((byte)' ');
        try
        {
            for (ReadOnlyMemory<byte> left = body; left.Length > 0;)
                left = left[await socket.SendAsync(left, RunningBridge.Cancellation)..];
        }
        catch (SocketException)
        {
            // Refused meanwhile, and no more is read; the answer came before that.
        }

        return socket;
    }

    private static async Task<string> ReadAsync(Socket socket)
    {
        var buffer = new byte[4_096];
        return Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer, RunningBridge.Cancellation));
    }

    private static async Task UntilHeldAsync(BridgeClient client, int bytes)
    {
        while (!(await client.MetricsAsync(RunningBridge.Cancellation)).Contains($"\nbridge_http_body_bytes {bytes}\n", StringComparison.Ordinal)) await Task.Yield();
    }
}
