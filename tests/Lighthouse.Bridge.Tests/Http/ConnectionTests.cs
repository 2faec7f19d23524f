using System.Net.Sockets;
using System.Text;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Push;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Http;

public sealed class ConnectionTests
{
    [Fact]
    public async Task A_trusted_proxys_word_binds_a_session_to_the_agents_address_and_nobody_elses_does()
    {
        using var folder = new TemporaryFolder();
        var secrets = BridgeProcess.FreshSecrets();
        await using var bridge = BridgeProcess.Launch(
            secrets, "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data, "--Bridge:Http:TrustedProxies=127.0.0.1");
        using var client = await bridge.ReadyAsync();
        var open = client.PrepareSession("admin", secrets["Bridge__AdminSecret"]);
        var (_, opened) = await client.AnswerAsync(open.WithHeader("X-Forwarded-For", "10.1.2.3"));
        var list = new PreparedRequest(
            HttpMethod.Get, "/session/list", [new("Authorization", "Bearer " + opened.GetProperty("session_token").GetString()), .. open.Headers], null);
        Assert.Equal(200, await client.StatusOfAsync(list.WithHeader("X-Forwarded-For", "10.1.2.3")));
        Assert.Equal(403, await client.StatusOfAsync(list.WithHeader("X-Forwarded-For", "10.1.2.4")));
        Assert.Equal(403, await client.StatusOfAsync(list));
        // Of a list only the last entry is the proxy's word; what is before it the agent may have sent itself.
        Assert.Equal(403, await client.StatusOfAsync(list.WithHeader("X-Forwarded-For", "10.1.2.3, 10.1.2.4")));
    }

    [Fact]
    public async Task More_connections_than_allowed_are_closed_and_the_others_still_served()
    {
        using var folder = new TemporaryFolder();
        await using var bridge = BridgeProcess.Launch(
            BridgeProcess.FreshSecrets(), "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data, "--Bridge:Http:MostConnections=4");
        using var client = await bridge.ReadyAsync();
        var held = new List<TcpClient>();
        for (var i = 0; i < 3; i++)
        {
            held.Add(new TcpClient());
            await held[i].ConnectAsync(client.Address.Host, client.Address.Port, RunningBridge.Cancellation);
            Assert.StartsWith("HTTP/1.1 200", await HealthAsync(held[i]), StringComparison.Ordinal);
        }

        Assert.Equal("", await HealthAsync(client.Address));
        Assert.StartsWith("HTTP/1.1 200", await HealthAsync(held[0]), StringComparison.Ordinal);
        held.ForEach(one => one.Dispose());
    }

    [Fact]
    public async Task A_socket_is_one_of_the_connections_until_it_is_closed()
    {
        await using var bridge = new RunningBridge("--Bridge:Http:MostConnections=4");
        await bridge.InitializeAsync();
        var sockets = new List<RawSocket>();
        for (var i = 0; i < 3; i++) sockets.Add(await RawSocket.OpenAsync(bridge.Address, bridge.Admin));
        Assert.Equal("", await HealthAsync(bridge.Address));
        Assert.Contains("\nbridge_connections 4\n", await bridge.Client.MetricsAsync(RunningBridge.Cancellation), StringComparison.Ordinal);
        Assert.Contains("\nbridge_connections_refused_total 1\n", await bridge.Client.MetricsAsync(RunningBridge.Cancellation), StringComparison.Ordinal);
        await Assert.EventuallyAsync(() => bridge.Process.Errors.Contains("LHB3005", StringComparison.Ordinal));
        sockets[0].Dispose();
        await Assert.EventuallyAsync(async () => (await HealthAsync(bridge.Address)).StartsWith("HTTP/1.1 200", StringComparison.Ordinal));
        sockets.ForEach(socket => socket.Dispose());
    }

    private static async Task<string> HealthAsync(Uri bridge)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(bridge.Host, bridge.Port, RunningBridge.Cancellation);
        return await HealthAsync(tcp);
    }

    private static async Task<string> HealthAsync(TcpClient tcp)
    {
        try
        {
            await tcp.GetStream().WriteAsync("GET /health HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), RunningBridge.Cancellation);
            var buffer = new byte[4_096];
            var read = await tcp.GetStream().ReadAsync(buffer, RunningBridge.Cancellation);
            return Encoding.ASCII.GetString(buffer, 0, read);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
