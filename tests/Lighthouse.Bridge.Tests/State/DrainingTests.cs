using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.State;

public sealed class DrainingTests
{
    private const int Writers = 12;

    [Fact]
    public async Task Under_load_every_stored_event_was_answered_and_every_answered_one_is_there()
    {
        SkipWithoutSignals();
        using var folder = new TemporaryFolder();
        var secrets = BridgeProcess.FreshSecrets();
        var answered = new ConcurrentBag<string>();
        await using (var bridge = Launch(secrets, folder))
        {
            using var client = await bridge.ReadyAsync();
            var sessions = await SessionsAsync(client, secrets);
            var writers = sessions.Select((session, at) => WriteUntilRefusedAsync(client, session, $"w{at}", answered)).ToList();
            while (answered.Count < 200) await Task.Delay(1, RunningBridge.Cancellation);
            bridge.Terminate();
            Assert.Equal(0, await bridge.ExitCodeAsync());
            var cut = await Task.WhenAll(writers);
            Assert.All(cut, problem => Assert.Null(problem));
        }

        await using var next = Launch(secrets, folder);
        using var reader = await next.ReadyAsync();
        var admin = await reader.OpenSessionAsync("admin", secrets["Bridge__AdminSecret"], cancellation: RunningBridge.Cancellation);
        var stored = new List<string>();
        for (long after = 0; ;)
        {
            var page = await admin.QueryAsync(new EventQuery { EventType = "load", Limit = 1000, AfterSequence = after }, RunningBridge.Cancellation);
            if (page.Count == 0) break;
            stored.AddRange(page.Events.Select(e => e.Data.GetProperty("id").GetString()!));
            after = page.Events[^1].Sequence;
        }

        Assert.Equal(answered.Order(StringComparer.Ordinal), stored.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task During_the_notice_health_says_503_and_work_is_still_done()
    {
        SkipWithoutSignals();
        using var folder = new TemporaryFolder();
        var secrets = BridgeProcess.FreshSecrets();
        await using var bridge = Launch(secrets, folder, "--Bridge:Stopping:NoticeSeconds=3");
        using var client = await bridge.ReadyAsync();
        var admin = await client.OpenSessionAsync("admin", secrets["Bridge__AdminSecret"], cancellation: RunningBridge.Cancellation);
        bridge.Terminate();
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await client.HealthAsync(bound.Token)).IsHealthy) await Task.Delay(5, bound.Token);
        using var health = await client.SendAsync(new(HttpMethod.Get, "/health", [], null), bound.Token);
        Assert.Equal((503, true), ((int)health.StatusCode, health.Headers.ConnectionClose));
        Assert.Equal("draining", (await client.HealthAsync(bound.Token)).Status);
        Assert.True((await admin.StoreEventAsync(new EventDraft("late"), bound.Token)).Sequence > 0);
        Assert.Equal(0, await bridge.ExitCodeAsync());
    }

    [Fact]
    public async Task A_request_that_does_not_come_to_its_end_holds_the_end_up_no_longer_than_configured()
    {
        SkipWithoutSignals();
        using var folder = new TemporaryFolder();
        await using var bridge = Launch(BridgeProcess.FreshSecrets(), folder, "--Bridge:Stopping:DrainSeconds=2", "--Bridge:Http:LeastBodyBytesPerSecond=1");
        using var client = await bridge.ReadyAsync();
        using var half = new TcpClient();
        await half.ConnectAsync(client.Address.Host, client.Address.Port, RunningBridge.Cancellation);
        var head = "POST /session/create HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"u8.ToArray();
        await half.GetStream().WriteAsync(head, RunningBridge.Cancellation);
        while (!(await client.MetricsAsync(RunningBridge.Cancellation)).Contains("bridge_http_requests_running 2", StringComparison.Ordinal)) await Task.Delay(5, RunningBridge.Cancellation);
        bridge.Terminate();
        Assert.Equal(0, await bridge.ExitCodeAsync());
    }

    [Fact]
    public async Task A_second_signal_ends_it_at_once()
    {
        SkipWithoutSignals();
        using var folder = new TemporaryFolder();
        await using var bridge = Launch(BridgeProcess.FreshSecrets(), folder, "--Bridge:Stopping:NoticeSeconds=300");
        using var client = await bridge.ReadyAsync();
        bridge.Terminate();
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await client.HealthAsync(bound.Token)).IsHealthy) await Task.Delay(5, bound.Token);
        bridge.Terminate();
        Assert.Equal(143, await bridge.ExitCodeAsync());
    }

    private static BridgeProcess Launch(Dictionary<string, string> secrets, TemporaryFolder folder, params string[] more) =>
        BridgeProcess.Launch(secrets, ["--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data, .. more]);

    private static void SkipWithoutSignals()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no SIGTERM.");
    }

    private static async Task<List<BridgeSession>> SessionsAsync(BridgeClient client, Dictionary<string, string> secrets)
    {
        var admin = await client.OpenSessionAsync("admin", secrets["Bridge__AdminSecret"], cancellation: RunningBridge.Cancellation);
        var sessions = new List<BridgeSession>();
        for (var i = 0; i < Writers; i++)
            sessions.Add(await client.OpenSessionAsync(await client.RegisterAgentAsync(admin, $"writer-{i}", "system_agent", RunningBridge.Cancellation), cancellation: RunningBridge.Cancellation));
        return sessions;
    }

    /// <summary>Stores over one kept connection until it is closed; returns what was wrong with the end: an answer that was begun and not finished.</summary>
    private static async Task<string?> WriteUntilRefusedAsync(BridgeClient client, BridgeSession session, string name, ConcurrentBag<string> answered)
    {
        using var tcp = new TcpClient { NoDelay = true };
        await tcp.ConnectAsync(client.Address.Host, client.Address.Port);
        var buffer = new byte[16 * 1024];
        for (var i = 0; ; i++)
        {
            var body = $"{{\"event_type\":\"load\",\"data\":{{\"id\":\"{name}-{i}\"}}}}";
            var request = $"POST /event/store HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {session.Token}\r\nUser-Agent: {session.UserAgent}\r\n"
                + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
            var answer = "";
            try
            {
                await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
                while (!IsWhole(answer))
                {
                    var read = await tcp.GetStream().ReadAsync(buffer);
                    if (read == 0) return answer.Length == 0 ? null : "cut: " + answer;
                    answer += Encoding.ASCII.GetString(buffer, 0, read);
                }
            }
            catch (IOException)
            {
                return answer.Length == 0 ? null : "cut: " + answer;
            }

            if (answer.StartsWith("HTTP/1.1 429", StringComparison.Ordinal))
            {
                await Task.Delay(20);
                continue;
            }

            if (!answer.StartsWith("HTTP/1.1 200", StringComparison.Ordinal)) return answer;
            answered.Add($"{name}-{i}");
        }
    }

    private static bool IsWhole(string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0) return false;
        var length = answer.Split("\r\n").Single(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal))["Content-Length: ".Length..];
        return answer.Length - end - 4 == int.Parse(length, System.Globalization.CultureInfo.InvariantCulture);
    }
}
