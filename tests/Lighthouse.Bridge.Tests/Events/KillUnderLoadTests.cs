using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events;

/// <summary>
/// The bridge's process is killed 50 times at random moments while agents store events over HTTP. The clients keep a ledger of what
/// was acknowledged; after each restart a reader of its own compares it with what <c>/event/query</c> gives.
/// </summary>
public sealed class KillUnderLoadTests(ITestOutputHelper output)
{
    private const int Kills = 50;
    private const int Agents = 12;
    private static readonly TimeSpan LongestLoad = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentDictionary<long, (string Agent, long Number)> _ledger = new();
    private readonly ConcurrentDictionary<long, string> _sent = new();
    private readonly Dictionary<string, string> _secrets = BridgeProcess.FreshSecrets();
    private long _numbers;
    private long _readUpTo;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_in_50_kills_under_load()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var folder = new TemporaryFolder();
        List<BridgeSession> writers = [];
        BridgeSession? reader = null;
        var busyKills = 0;

        for (var kill = 0; kill <= Kills; kill++)
        {
            await using var process = BridgeProcess.Launch(_secrets, "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data);
            using var client = BridgeClient.Connect(await process.ListeningAsync());
            while (!(await client.HealthAsync(Cancellation)).IsHealthy)
                await Task.Delay(5, Cancellation);
            reader ??= await OpenAsync(client, writers);
            await CompareAsync(client, reader, _readUpTo);
            if (kill == Kills)
                break;

            var before = _ledger.Count;
            var load = writers.Select(writer => Task.Run(() => StoreUntilItBreaksAsync(client, writer), Cancellation)).ToList();
            // The random moment lies behind the first answer, however slow the machine is.
            while (_ledger.Count == before && !load.TrueForAll(task => task.IsCompleted))
                await Task.Delay(1, Cancellation);
            await Task.Delay(LongestLoad * random.NextDouble(), Cancellation);
            await process.KillAsync();
            await Task.WhenAll(load);
            busyKills += _ledger.Count > before ? 1 : 0;
        }

        output.WriteLine($"{_ledger.Count} events acknowledged, {_readUpTo} stored, {busyKills} of {Kills} kills met a bridge that was answering");
        Assert.Equal(Kills, busyKills);
        await AgainFromTheBeginningAsync(folder, reader!);
    }

    private static async Task<BridgeSession> OpenAsync(BridgeClient client, BridgeSession admin, string agent, string role) =>
        await client.OpenSessionAsync(await client.RegisterAgentAsync(admin, agent, role, Cancellation), cancellation: Cancellation);

    private async Task<BridgeSession> OpenAsync(BridgeClient client, List<BridgeSession> writers)
    {
        var admin = await client.OpenSessionAsync("admin", _secrets["Bridge__AdminSecret"], cancellation: Cancellation);
        for (var i = 0; i < Agents; i++)
            writers.Add(await OpenAsync(client, admin, $"writer-{i}", "system_agent"));
        return await OpenAsync(client, admin, "reader", "admin");
    }

    private async Task StoreUntilItBreaksAsync(BridgeClient client, BridgeSession writer)
    {
        try
        {
            while (true)
            {
                var number = Interlocked.Increment(ref _numbers);
                _sent[number] = writer.AgentId;
                var body = Encoding.UTF8.GetBytes(string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""{"event_type":"ledger","aggregate_id":"a","aggregate_type":"test","agent_id":"{{writer.AgentId}}","data":{"number":{{number}}},"metadata":{} }"""));
                using var answer = await client.SendAsync(writer.Prepare(HttpMethod.Post, "/event/store", body), Cancellation);
                var text = await answer.Content.ReadAsStringAsync(Cancellation);
                Assert.True(answer.IsSuccessStatusCode, text);
                _ledger[JsonElement.Parse(text).GetProperty("sequence").GetInt64()] = (writer.AgentId, number);
            }
        }
        catch (HttpRequestException)
        {
            // The bridge is dead; this one was not acknowledged.
        }
    }

    /// <summary>Reads everything behind a sequence and compares: no gap, nothing but what was sent, everything acknowledged.</summary>
    private async Task CompareAsync(BridgeClient client, BridgeSession reader, long after)
    {
        while (true)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"/event/query?limit=1000&after_sequence={after}");
            using var answer = await client.SendAsync(reader.Prepare(HttpMethod.Get, path), Cancellation);
            var page = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(Cancellation)).GetProperty("events");
            foreach (var e in page.EnumerateArray())
            {
                Assert.Equal(++after, e.GetProperty("sequence").GetInt64());
                Check(after, e);
            }
            if (page.GetArrayLength() == 0)
                break;
        }
        Assert.True(_ledger.IsEmpty || _ledger.Keys.Max() <= after, $"event {(_ledger.IsEmpty ? 0 : _ledger.Keys.Max())} was acknowledged, {after} is the last that is stored");
        _readUpTo = after;
    }

    private void Check(long sequence, JsonElement e)
    {
        var acknowledged = _ledger.TryGetValue(sequence, out var entry);
        if (e.GetProperty("event_type").GetString() != "ledger")
        {
            Assert.False(acknowledged, $"event {sequence} was acknowledged and is another");
            return;
        }
        var stored = (Agent: e.GetProperty("source_agent").GetString()!, Number: e.GetProperty("data").GetProperty("number").GetInt64());
        Assert.True(_sent.TryGetValue(stored.Number, out var sender) && sender == stored.Agent, $"event {sequence} was never sent");
        Assert.True(!acknowledged || stored == entry, $"event {sequence} was acknowledged as {entry} and is {stored}");
    }

    private async Task AgainFromTheBeginningAsync(TemporaryFolder folder, BridgeSession reader)
    {
        await using var process = BridgeProcess.Launch(_secrets, "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data);
        using var client = BridgeClient.Connect(await process.ListeningAsync());
        while (!(await client.HealthAsync(Cancellation)).IsHealthy)
            await Task.Delay(5, Cancellation);
        await CompareAsync(client, reader, 0);
        Assert.DoesNotContain("LHB613", process.Errors.Replace("LHB6133", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
