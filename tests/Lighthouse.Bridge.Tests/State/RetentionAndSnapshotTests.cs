using System.Globalization;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.State;

/// <summary>A process that removes old events keeps its state, across being killed and with a damaged snapshot.</summary>
public sealed class RetentionAndSnapshotTests
{
    private static CancellationToken Cancellation => RunningBridge.Cancellation;

    [Fact]
    public async Task State_outlives_the_events_that_made_it_and_what_is_gone_is_said()
    {
        using var folder = new TemporaryFolder();
        var secrets = BridgeProcess.FreshSecrets();
        AgentCredential early;
        string token;
        await using (var process = BridgeProcess.Launch(secrets, Arguments(folder.Data)))
        {
            using var client = await ConnectAsync(process);
            var admin = await client.OpenSessionAsync("admin", secrets["Bridge__AdminSecret"], cancellation: Cancellation);
            early = await client.RegisterAgentAsync(admin, "early-bird", "system_agent", Cancellation);
            var session = await client.OpenSessionAsync(early, cancellation: Cancellation);
            token = session.Token;
            for (var i = 0; i < 300; i++) await session.StoreEventAsync(new EventDraft("note", new { number = i, text = new string('x', 200 + (i % 50)) }), Cancellation);
            var first = await FirstSequenceAsync(client);

            Assert.Contains($"events before {first} were removed by retention", await MessageAsync(session, "/event/query"), StringComparison.Ordinal);
            Assert.DoesNotContain("retention", await MessageAsync(session, $"/event/query?after_sequence={first}"), StringComparison.Ordinal);
            await Refused.WithAsync(410, "removed_by_retention", () => session.ReplayAsync(new ReplayQuery(1), Cancellation).GetAsyncEnumerator(Cancellation).MoveNextAsync().AsTask());
            await Refused.WithAsync(410, "removed_by_retention", () => session.StateAsync("agent", "early-bird", atSequence: 2, cancellation: Cancellation));
            Assert.True((await session.StateAsync("agent", "early-bird", cancellation: Cancellation)).IsPartial);
            await process.KillAsync();
        }

        await StartAndCheckAsync(isFromSnapshot: true);
        // The newest snapshot is damaged: the one before still covers what was removed.
        var newest = Directory.GetFiles(folder.Data, "snapshot-*.state").Order(StringComparer.Ordinal).Last();
        var bytes = File.ReadAllBytes(newest);
        bytes[^40] ^= 1;
        File.WriteAllBytes(newest, bytes);
        await StartAndCheckAsync(isFromSnapshot: true, "LHB6161");

        async Task StartAndCheckAsync(bool isFromSnapshot, string? logged = null)
        {
            await using var process = BridgeProcess.Launch(secrets, Arguments(folder.Data));
            using var client = await ConnectAsync(process);
            await using var admin = await client.OpenSessionAsync("admin", secrets["Bridge__AdminSecret"], cancellation: Cancellation);
            Assert.Equal(409, await client.StatusOfAsync(admin.Prepare(HttpMethod.Post, "/agent/register", Refused.Json(new { agent_id = early.AgentId }))));
            await using var again = await client.OpenSessionAsync(early, cancellation: Cancellation);
            var old = again.Prepare(HttpMethod.Get, "/event/query?event_type=note&limit=1").WithHeader("Authorization", "Bearer " + token);
            Assert.Equal(200, await client.StatusOfAsync(old));
            var rebuilt = process.Errors.Split('\n').Single(line => line.Contains("State was rebuilt", StringComparison.Ordinal));
            Assert.Equal(isFromSnapshot, !rebuilt.Contains("\"Sequence\":0,", StringComparison.Ordinal));
            if (logged is not null) Assert.Contains(logged, process.Errors, StringComparison.Ordinal);
            else Assert.Equal("healthy", (await client.HealthAsync(Cancellation)).Status);
            await process.KillAsync();
        }
    }

    private static string[] Arguments(string data) =>
    [
        "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", data, "--Bridge:Store:SegmentBytes=16384", "--Bridge:Store:ArchiveSeconds=1",
        "--Bridge:Store:SnapshotEvents=40", "--Bridge:Store:SnapshotSeconds=0", "--Bridge:Store:SnapshotCpuPercent=100", "--Bridge:Store:RetainBytes=20000", "--Bridge:Integrity:PassSeconds=1",
    ];

    private static async Task<BridgeClient> ConnectAsync(BridgeProcess process)
    {
        var client = BridgeClient.Connect(await process.ListeningAsync());
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!(await client.HealthAsync(bound.Token)).IsHealthy) await Task.Delay(10, bound.Token);
        return client;
    }

    private static async Task<long> FirstSequenceAsync(BridgeClient client)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var (first, before) = (0L, -1L);
        // Until retention has come to rest.
        while (first <= 3 || first != before)
        {
            before = first;
            await Task.Delay(1_500, bound.Token);
            var line = (await client.MetricsAsync(bound.Token)).Split('\n').Single(l => l.StartsWith("bridge_first_sequence ", StringComparison.Ordinal));
            first = long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
        }
        return first;
    }

    private static async Task<string> MessageAsync(BridgeSession session, string path)
    {
        using var response = await session.SendAsync(session.Prepare(HttpMethod.Get, path), Cancellation);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }
}
