using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Integrity;

/// <summary>Each kind of violation, done to the real files of a running process.</summary>
public sealed class MonitorTests
{
    private static readonly Dictionary<string, (string Kind, Action<WatchedBridge> Do)> Damages = new()
    {
        ["a flipped byte in a closed segment"] = ("hash_mismatch", bridge => Flip(bridge.Segments[1], "MARK-")),
        ["a flipped byte in the segment that is written to"] = ("hash_mismatch", bridge => Flip(bridge.Segments.Last(path => IndexOf(path, "MARK-") >= 0), "MARK-")),
        ["a deleted segment"] = ("sequence_corruption", bridge => File.Delete(bridge.Segments[2])),
        ["two exchanged segments"] = ("sequence_corruption", Exchange),
        ["a record that was changed and sealed again"] = ("event_tampering", bridge => bridge.Forge(bridge.Segments[1], MarkIn(bridge.Segments[1]), "FAKE")),
        ["a touched segment"] = ("unauthorized_modification", bridge => File.SetLastWriteTimeUtc(bridge.Segments[0], new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc))),
        ["a segment replaced by a copy of itself"] = ("unauthorized_modification", Replace),
        ["a segment that everybody may write to"] = ("unauthorized_modification", OpenToAll),
        ["a strange file"] = ("unauthorized_modification", bridge => File.WriteAllText(Path.Combine(bridge.Data, "notes.txt"), "mine")),
        ["a damaged anchor"] = ("cryptographic_failure", bridge => WatchedBridge.Overwrite(Path.Combine(bridge.Data, "events.anchor"), 0, new byte[8_192])),
        ["a missing anchor"] = ("cryptographic_failure", bridge => File.Delete(Path.Combine(bridge.Data, "events.anchor"))),
        ["a damaged snapshot"] = ("cryptographic_failure", bridge => WatchedBridge.Overwrite(Directory.GetFiles(bridge.Data, "snapshot-*.state")[0], 70, "####"u8)),
    };

    public static TheoryData<string> Kinds => [.. Damages.Keys];

    private static CancellationToken Cancellation => RunningBridge.Cancellation;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task It_is_found_told_and_recorded_within_two_passes(string damage)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "files that are open cannot be changed from outside on Windows");
        await using var bridge = await WatchedBridge.StartAsync();
        Assert.Empty((await bridge.AfterPassesAsync()).Violations);
        Assert.Equal("healthy", (await bridge.Client.HealthAsync(Cancellation)).Status);

        var (kind, act) = Damages[damage];
        act(bridge);
        var report = await bridge.AfterPassesAsync(2);

        var violation = Assert.Single(report.Violations, v => v.Kind == kind && v.Status == "open");
        Assert.Equal(Lighthouse.Bridge.Integrity.IntegrityKind.SeverityOf(kind), violation.Severity);
        Assert.Equal("degraded", (await bridge.Client.HealthAsync(Cancellation)).Status);
        Assert.Equal("degraded", (await bridge.Client.StatusAsync(Cancellation)).Components["integrity_monitor"]);
        Assert.Contains($"bridge_integrity_violations_total{{kind=\"{kind}\"}} 1", await bridge.Client.MetricsAsync(Cancellation), StringComparison.Ordinal);
        Assert.Contains(bridge.Log.Split('\n'), line => line.Contains("Integrity violation", StringComparison.Ordinal) && line.Contains($"\"Kind\":\"{kind}\"", StringComparison.Ordinal));
        var told = await bridge.Admin.QueryAsync(new EventQuery { EventType = "integrity_violation" }, Cancellation);
        Assert.Contains(told.Events, e => e.Data.GetProperty("violation_id").GetString() == violation.ViolationId);

        // Further passes find the same and say it once.
        Assert.Equal(report.Violations.Count, (await bridge.AfterPassesAsync(2)).Violations.Count);
    }

    [Fact]
    public async Task A_sound_store_that_is_used_compressed_and_snapshotted_reports_nothing()
    {
        await using var bridge = await WatchedBridge.StartAsync(events: 150, compress: true);
        for (var round = 0; round < 3; round++)
        {
            var report = await bridge.AfterPassesAsync();
            Assert.Empty(report.Violations);
            for (var i = 0; i < 40; i++) await bridge.Admin.StoreEventAsync(new EventDraft("note", new { text = new string('t', 300) }), Cancellation);
        }
        Assert.NotEmpty(Directory.GetFiles(bridge.Data, "*.br"));
        Assert.NotEmpty(Directory.GetFiles(bridge.Data, "snapshot-*.state"));
        await bridge.RestartAsync();
        Assert.Empty((await bridge.AfterPassesAsync()).Violations);
        Assert.Equal("healthy", (await bridge.Client.HealthAsync(Cancellation)).Status);
    }

    [Fact]
    public async Task A_damaged_block_of_a_compressed_segment_is_found()
    {
        await using var bridge = await WatchedBridge.StartAsync(compress: true);
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (Directory.GetFiles(bridge.Data, "*.br").Length == 0) await Task.Delay(50, bound.Token);
        await bridge.AfterPassesAsync();
        var path = Directory.GetFiles(bridge.Data, "*.br").Order(StringComparer.Ordinal).First();
        WatchedBridge.Overwrite(path, WatchedBridge.Bytes(path).Length / 2, [0x55, 0xAA, 0x55]);
        var report = await bridge.AfterPassesAsync(2);
        Assert.Contains(report.Violations, v => v.Kind == "hash_mismatch");
        Assert.Contains(report.Violations, v => v.Kind == "unauthorized_modification");
    }

    [Fact]
    public async Task A_resolution_is_recorded_survives_a_restart_and_ends_the_degradation()
    {
        await using var bridge = await WatchedBridge.StartAsync();
        await bridge.AfterPassesAsync();
        var strange = Path.Combine(bridge.Data, "notes.txt");
        File.WriteAllText(strange, "mine");
        var violation = Assert.Single((await bridge.AfterPassesAsync()).Violations);
        await bridge.RestartAsync();
        Assert.Equal(violation.ViolationId, Assert.Single((await bridge.AfterPassesAsync()).Violations).ViolationId);

        // "removed" although it is still there: it is reported again.
        await bridge.Admin.ResolveViolationAsync(violation.ViolationId, "removed", "I took it away", Cancellation);
        await Refused.WithAsync(409, "already_resolved", () => bridge.Admin.ResolveViolationAsync(violation.ViolationId, "removed", "", Cancellation));
        await Refused.WithAsync(404, "unknown_violation", () => bridge.Admin.ResolveViolationAsync("violation_0", "removed", "", Cancellation));
        var again = Assert.Single((await bridge.AfterPassesAsync()).Violations, v => v.Status == "open");
        File.Delete(strange);
        await bridge.Admin.ResolveViolationAsync(again.ViolationId, "removed", "now really", Cancellation);
        Assert.Equal(0, (await bridge.AfterPassesAsync()).Open);
        Assert.Equal("healthy", (await bridge.Client.HealthAsync(Cancellation)).Status);

        await bridge.RestartAsync();
        var after = (await bridge.AfterPassesAsync()).Violations;
        Assert.Equal(2, after.Count);
        Assert.All(after, v => Assert.Equal(("resolved", "removed", "admin"), (v.Status, v.Resolution, v.ResolvedBy)));
    }

    [Fact]
    public async Task Only_auditors_see_violations_and_only_admins_resolve_them()
    {
        await using var bridge = await WatchedBridge.StartAsync(events: 0);
        foreach (var (role, list) in new[] { ("guest", 403), ("agent", 403), ("expert_agent", 403), ("system_agent", 200) })
        {
            await using var session = await bridge.Client.OpenSessionAsync(await bridge.Client.RegisterAgentAsync(bridge.Admin, $"one-{role}", role, Cancellation), cancellation: Cancellation);
            Assert.Equal(list, await bridge.Client.StatusOfAsync(session.Prepare(HttpMethod.Get, "/integrity/violations")));
            Assert.Equal(403, await bridge.Client.StatusOfAsync(session.Prepare(HttpMethod.Post, "/integrity/resolve", Refused.Json(new { violation_id = "x", resolution = "removed" }))));
        }
        Assert.Equal(403, await bridge.Client.StatusOfAsync(bridge.Admin.Prepare(HttpMethod.Post, "/event/store", Refused.Json(new { event_type = "integrity_resolved" }))));
    }

    private static int IndexOf(string path, string text) => WatchedBridge.Bytes(path).AsSpan().LastIndexOf(System.Text.Encoding.UTF8.GetBytes(text));

    private static string MarkIn(string path)
    {
        var bytes = WatchedBridge.Bytes(path);
        var at = bytes.AsSpan().IndexOf("MARK-"u8);
        return System.Text.Encoding.UTF8.GetString(bytes, at, 7);
    }

    private static void Flip(string path, string text) => WatchedBridge.Overwrite(path, IndexOf(path, text), "m"u8);

    private static void OpenToAll(WatchedBridge bridge)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(bridge.Segments[0], File.GetUnixFileMode(bridge.Segments[0]) | UnixFileMode.OtherWrite);
    }

    private static void Replace(WatchedBridge bridge)
    {
        var path = bridge.Segments[1];
        File.Copy(path, path + ".copy");
        File.SetLastWriteTimeUtc(path + ".copy", File.GetLastWriteTimeUtc(path));
        File.Move(path + ".copy", path, overwrite: true);
    }

    private static void Exchange(WatchedBridge bridge)
    {
        var (first, second) = (WatchedBridge.Bytes(bridge.Segments[0]), WatchedBridge.Bytes(bridge.Segments[1]));
        File.WriteAllBytes(bridge.Segments[0], second);
        File.WriteAllBytes(bridge.Segments[1], first);
    }
}
