using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.State;

public sealed class DamagedStoreTests
{
    [Theory]
    [InlineData("first")]
    [InlineData("last")]
    public async Task A_damaged_store_is_served_in_part_or_not_at_all_as_configured(string which)
    {
        using var folder = new TemporaryFolder();
        var secrets = BridgeProcess.FreshSecrets();
        await FillAsync(secrets, folder.Data);
        Damage(folder.Data, which);

        await using (var refusing = BridgeProcess.Launch(secrets, [.. Arguments(folder.Data), "--Bridge:Degraded=false"]))
        {
            Assert.Equal(3, await refusing.ExitCodeAsync());
            Assert.Contains("LHB2004", refusing.Errors, StringComparison.Ordinal);
        }

        await using var process = BridgeProcess.Launch(secrets, Arguments(folder.Data));
        using var client = BridgeClient.Connect(await process.ListeningAsync());
        Assert.Equal("degraded", (await HealthyAsync(client)).Status);
        await using var admin = await client.OpenSessionAsync("admin", secrets["Bridge__AdminSecret"], cancellation: RunningBridge.Cancellation);
        var page = await admin.QueryAsync(new EventQuery { EventType = "note" }, RunningBridge.Cancellation);
        Assert.Equal(4, page.Count);

        // The feed goes on past the damage.
        var since = (await client.StatusAsync(RunningBridge.Cancellation)).LastSequence;
        var agent = await client.RegisterAgentAsync(admin, "reader", cancellation: RunningBridge.Cancellation);
        await using var reader = await client.OpenSessionAsync(agent, cancellation: RunningBridge.Cancellation);
        var waiting = reader.WaitAsync(since, cancellation: RunningBridge.Cancellation);
        var stored = await admin.StoreEventAsync(new EventDraft("after", new { to_agent = "reader" }), RunningBridge.Cancellation);
        Assert.Equal([stored.Sequence], (await waiting).Events.Select(e => e.Sequence));
    }

    private static string[] Arguments(string data) => ["--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", data];

    private static async Task FillAsync(Dictionary<string, string> secrets, string data)
    {
        await using var process = BridgeProcess.Launch(secrets, Arguments(data));
        using var client = BridgeClient.Connect(await process.ListeningAsync());
        await HealthyAsync(client);
        var admin = await client.OpenSessionAsync("admin", secrets["Bridge__AdminSecret"], cancellation: RunningBridge.Cancellation);
        for (var i = 0; i < 5; i++) await admin.StoreEventAsync(new EventDraft("note", new { mark = $"MARK-{i}" }), RunningBridge.Cancellation);
        await process.KillAsync();
    }

    private static void Damage(string data, string which)
    {
        var file = Directory.GetFiles(data, "events-*.log").Single();
        var bytes = File.ReadAllBytes(file);
        var at = bytes.AsSpan().IndexOf(which == "first" ? "MARK-0"u8 : "MARK-4"u8);
        bytes[at] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    private static async Task<BridgeHealth> HealthyAsync(BridgeClient client)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var health = await client.HealthAsync(bound.Token);
            if (health.IsHealthy) return health;
            await Task.Delay(10, bound.Token);
        }
    }
}
