using System.Text;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.State;
using Lighthouse.Bridge.State.Snapshots;
using Lighthouse.Bridge.Tests.Events;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.State.Snapshots;

/// <summary>The state from a snapshot and the events behind it is the state from all events, wherever the cut is.</summary>
public sealed class SnapshotPropertyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Snapshot_and_tail_equal_a_full_replay_at_every_cut(int seed)
    {
        TestContext.Current.SendDiagnosticMessage("seed {0}", seed);
        await using var bridge = await RandomHistory.MakeAsync(seed, steps: 120);
        var events = (await TestStore.ReadAllAsync(bridge.Get<IEventStore>())).Where(e => e.Event.SourceComponent == BridgeEvents.Component).ToList();
        Assert.True(events.Select(e => e.Event.EventType).Distinct().Count() >= 6, "the history holds too few kinds of events");
        var whole = await ReplayAsync(bridge, null, events);
        Assert.InRange(whole.Length, 500, int.MaxValue);

        for (var cut = 0; cut <= events.Count; cut++)
        {
            var snapshot = await ReplayAsync(bridge, null, events.Take(cut));
            // Time passes between the snapshot and the start that uses it.
            var after = await ReplayAsync(bridge, snapshot, events.Skip(cut));
            Assert.True(whole == after, $"seed {seed}, cut {cut}: {Environment.NewLine}{whole}{Environment.NewLine}{after}");
        }
    }

    [Fact]
    public async Task A_snapshot_that_was_made_earlier_equals_a_full_replay_that_happens_later()
    {
        await using var bridge = await RandomHistory.MakeAsync(7, steps: 100);
        var events = (await TestStore.ReadAllAsync(bridge.Get<IEventStore>())).Where(e => e.Event.SourceComponent == BridgeEvents.Component).ToList();
        var snapshot = await ReplayAsync(bridge, null, events.Take(events.Count / 2));
        foreach (var hours in new[] { 1, 5, 20 })
        {
            bridge.Time.Advance(TimeSpan.FromHours(hours));
            Assert.Equal(await ReplayAsync(bridge, null, events), await ReplayAsync(bridge, snapshot, events.Skip(events.Count / 2)));
        }
    }

    [Fact]
    public async Task Every_part_that_comes_from_events_can_be_written_down()
    {
        await using var bridge = await BridgeParts.StartAsync();
        Assert.Empty(bridge.Get<StateParts>().Missing);
    }

    [Fact]
    public async Task A_live_bridge_holds_what_its_events_say()
    {
        await using var bridge = await RandomHistory.MakeAsync(11, steps: 120);
        var store = bridge.Get<IEventStore>();
        Assert.True(await bridge.Get<StateSnapshots>().MakeAsync(store.LastSequence / 2, CancellationToken.None));
        await bridge.RestartAsync();
        Assert.Equal(bridge.Get<IEventStore>().LastSequence / 2, bridge.Get<StateRebuild>().FromSnapshot);
        var events = (await TestStore.ReadAllAsync(bridge.Get<IEventStore>())).Where(e => e.Event.SourceComponent == BridgeEvents.Component);
        Assert.Equal(await ReplayAsync(bridge, null, events), Encoding.UTF8.GetString(bridge.Get<StateParts>().Write()));
    }

    private static async Task<string> ReplayAsync(BridgeParts bridge, string? snapshot, IEnumerable<StoredEvent> events)
    {
        await using var shadow = ShadowState.Create(bridge.Get<RegisteredServices>(), bridge.Get<IServiceProvider>());
        if (snapshot is not null) Assert.True(shadow.Parts.TryRead(Encoding.UTF8.GetBytes(snapshot)));
        foreach (var stored in events) shadow.Parts.Apply(stored);
        return Encoding.UTF8.GetString(shadow.Parts.Write());
    }
}
