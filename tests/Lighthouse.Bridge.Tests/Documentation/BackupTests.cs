using System.Collections.Concurrent;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Documentation;

public sealed class BackupTests
{
    [Fact]
    public async Task A_copy_made_under_load_by_the_pages_commands_holds_all_that_was_answered_before_it()
    {
        Commands.Need("bash");
        using var place = new Place();
        var secrets = BridgeProcess.FreshSecrets();
        var answered = new ConcurrentBag<string>();
        string[] before;
        await using (var bridge = Launch(secrets, place.Data))
        {
            using var client = await bridge.ReadyAsync();
            var admin = await client.OpenSessionAsync("admin", secrets["Bridge__AdminSecret"], cancellation: RunningBridge.Cancellation);
            using var enough = new CancellationTokenSource();
            var writers = Enumerable.Range(0, 4).Select(writer => WriteAsync(client, admin, writer, answered, enough.Token)).ToList();
            for (var round = 0; ; round++)
            {
                while (answered.Count < (round + 1) * 60) await Task.Delay(1, RunningBridge.Cancellation);
                before = [.. answered];
                var (code, output) = await Commands.RunAsync("bash", ["-euo", "pipefail", "-c", Copying(place)]);
                Assert.True(code == 0, output);
                Assert.True(answered.Count > before.Length, "nothing was written while it was copied: the copy would prove nothing");
                if (round == 2) break;
            }

            await bridge.KillAsync();
            await enough.CancelAsync();
            await Task.WhenAll(writers);
        }

        var copy = Directory.GetDirectories(Path.Combine(place.Root, "var/backups/lighthouse")).Order(StringComparer.Ordinal).Last();
        await using var restored = BridgeProcess.Launch(secrets, "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", copy, "--Bridge:Degraded=false");
        using var reader = await restored.ReadyAsync();
        Assert.Equal("healthy", (await reader.HealthAsync(RunningBridge.Cancellation)).Status);
        var stored = await StoredAsync(reader, secrets);
        Assert.Superset(before.ToHashSet(), stored);
        // Nothing but what was written: a copy that invented events would hold them too.
        Assert.All(stored, id => Assert.Matches("^[0-3]-[0-9]+$", id));
    }

    [Fact]
    public async Task Copied_the_other_way_round_it_may_not_be_whole_which_is_found()
    {
        Commands.Need("bash");
        using var place = new Place();
        var secrets = BridgeProcess.FreshSecrets();
        var copy = Path.Combine(place.Root, "copy");
        await using (var bridge = Launch(secrets, place.Data))
        {
            using var client = await bridge.ReadyAsync();
            var admin = await client.OpenSessionAsync("admin", secrets["Bridge__AdminSecret"], cancellation: RunningBridge.Cancellation);
            Directory.CreateDirectory(copy);
            foreach (var segment in Directory.GetFiles(place.Data, "events-*")) File.Copy(segment, Path.Combine(copy, Path.GetFileName(segment)));
            await admin.StoreEventAsync(new EventDraft("between"), RunningBridge.Cancellation);
            File.Copy(Path.Combine(place.Data, "events.anchor"), Path.Combine(copy, "events.anchor"));
        }

        await using var refused = BridgeProcess.Launch(secrets, "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", copy, "--Bridge:Degraded=false");
        Assert.Equal(3, await refused.ExitCodeAsync());
        Assert.Contains("LHB2004", refused.Errors, StringComparison.Ordinal);
    }

    private static string Copying(Place place) => place.Placed(Documents.Blocks().Single(block => block.Commands.Contains("events.anchor", StringComparison.Ordinal)).Commands);

    private static BridgeProcess Launch(Dictionary<string, string> secrets, string data) =>
        BridgeProcess.Launch(secrets, "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", data);

    private static async Task WriteAsync(BridgeClient client, BridgeSession session, int writer, ConcurrentBag<string> answered, CancellationToken enough)
    {
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            try
            {
                using var response = await client.SendAsync(
                    session.Prepare(HttpMethod.Post, "/event/store", Refused.Json(new { event_type = "load", data = new { id = $"{writer}-{i}" } })), enough);
                if (response.IsSuccessStatusCode) answered.Add($"{writer}-{i}");
                else await Task.Delay(20, enough);
            }
            catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException or TimeoutException)
            {
                return;
            }
        }
    }

    private static async Task<HashSet<string>> StoredAsync(BridgeClient client, Dictionary<string, string> secrets)
    {
        var admin = await client.OpenSessionAsync("admin", secrets["Bridge__AdminSecret"], cancellation: RunningBridge.Cancellation);
        var stored = new HashSet<string>();
        for (long after = 0; ;)
        {
            var page = await admin.QueryAsync(new EventQuery { EventType = "load", Limit = 1000, AfterSequence = after }, RunningBridge.Cancellation);
            if (page.Count == 0) return stored;
            foreach (var e in page.Events) stored.Add(e.Data.GetProperty("id").GetString()!);
            after = page.Events[^1].Sequence;
        }
    }
}
