using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Push;

/// <summary>Sockets of a bridge that encrypts by itself: they are served within their request, for nothing below the encryption can be taken over.</summary>
public sealed class EncryptedSocketTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Subscribe_hear_and_are_told_of_the_end()
    {
        await using var bridge = new RunningBridge(
            "--Kestrel:Endpoints:Plain:Url=http://127.0.0.1:0", "--Kestrel:Endpoints:Secure:Url=https://127.0.0.1:0",
            $"--Kestrel:Endpoints:Secure:Certificate:Path={WriteCertificate(out var key)}", $"--Kestrel:Endpoints:Secure:Certificate:KeyPath={key}");
        await bridge.InitializeAsync();
        await using var author = await bridge.NewSessionAsync();
        await using var session = await bridge.NewSessionAsync();
        using var socket = await OpenAsync(Secure(bridge), session);
        await socket.SendAsync("""{"type":"subscribe","event_types":["news"]}"""u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, RunningBridge.Cancellation);
        Assert.Equal("subscribed", (await ReadAsync(socket)).GetProperty("type").GetString());
        var shared = await author.ShareAsync();
        var told = await ReadAsync(socket);
        Assert.Equal(("event", shared.Sequence), (told.GetProperty("type").GetString(), told.GetProperty("event").GetProperty("sequence").GetInt64()));
        bridge.Process.Terminate();
        var end = await socket.ReceiveAsync(new byte[256], RunningBridge.Cancellation);
        Assert.Equal((WebSocketMessageType.Close, 1001), (end.MessageType, (int)end.CloseStatus!));
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", RunningBridge.Cancellation);
        Assert.Equal(0, await bridge.Process.ExitCodeAsync());
    }

    public void Dispose() => _folder.Dispose();

    private string WriteCertificate(out string keyFile)
    {
        using var certificate = SelfSigned.Certificate();
        var file = Path.Combine(_folder.Path, "tls.crt");
        keyFile = Path.Combine(_folder.Path, "tls.key");
        File.WriteAllText(file, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return file;
    }

    // It listens before it is ready, and has said where.
    private static Uri Secure(RunningBridge bridge) => new(bridge.Process.Output.Split(' ', '\n').Single(word => word.StartsWith("https://", StringComparison.Ordinal)));

    private static async Task<ClientWebSocket> OpenAsync(Uri bridge, BridgeSession session)
    {
        var socket = new ClientWebSocket();
        socket.Options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        socket.Options.SetRequestHeader("Authorization", "Bearer " + session.Token);
        socket.Options.SetRequestHeader("User-Agent", session.UserAgent);
        await socket.ConnectAsync(new UriBuilder(bridge) { Scheme = "wss", Path = "/ws/" + session.AgentId }.Uri, RunningBridge.Cancellation);
        return socket;
    }

    private static async Task<JsonElement> ReadAsync(ClientWebSocket socket)
    {
        var text = new StringBuilder();
        var buffer = new byte[4_096];
        ValueWebSocketReceiveResult read;
        do
        {
            read = await socket.ReceiveAsync(buffer.AsMemory(), RunningBridge.Cancellation);
            text.Append(Encoding.UTF8.GetString(buffer, 0, read.Count));
        }
        while (!read.EndOfMessage);
        return JsonElement.Parse(text.ToString());
    }
}
