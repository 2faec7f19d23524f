using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

/// <summary>What is no longer kept. On a bridge of its own: every state behind a removed event is partial.</summary>
public sealed class RetentionContractOnFile(RunningBridge bridge) : ContractTests(bridge), IClassFixture<RunningBridge>
{
    // PostgreSQL keeps all events: this kind of store only removes any.
    [Fact]
    [Covers("GET /event/replay", 410)]
    [Covers("GET /state/{aggregate_type}/{aggregate_id}", 410)]
    public async Task What_retention_has_removed_is_410()
    {
        await Bridge.RestartAsync(
            "--Bridge:Store:SegmentBytes=16384", "--Bridge:Store:ArchiveSeconds=1", "--Bridge:Store:SnapshotEvents=40", "--Bridge:Store:SnapshotSeconds=0", "--Bridge:Store:SnapshotCpuPercent=100",
            "--Bridge:Store:RetainBytes=20000");
        await using var session = await Bridge.NewSessionAsync("system_agent");
        var note = Post(session, "/event/store", new { event_type = "note", data = new { text = new string('x', 250) } });
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        bound.CancelAfter(TimeSpan.FromSeconds(60));
        var first = Get(session, "/event/replay?from_sequence=1&to_sequence=1");
        // Snapshots follow what is stored: two of them have to cover what is removed.
        while (await Bridge.Client.StatusOfAsync(first) == 200)
        {
            for (var i = 0; i < 20; i++) await Bridge.Client.StatusOfAsync(note);
            await Task.Delay(250, bound.Token);
        }

        await ExpectAsync(410, "removed_by_retention", first);
        await ExpectAsync(410, "removed_by_retention", Get(session, "/state/agent/admin?at_sequence=1"));
    }
}
