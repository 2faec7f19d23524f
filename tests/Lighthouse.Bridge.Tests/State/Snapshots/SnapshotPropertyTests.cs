using System.Text;
using System.Text.Json.Nodes;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.State;
using Lighthouse.Bridge.State.Snapshots;
using Lighthouse.Bridge.Tests.Events;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.State.Snapshots;

/// <summary>The state from a snapshot and the events behind it is the state from all events, wherever the cut is.</summary>
public sealed class SnapshotPropertyTests
{
    private const int Steps = 160;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Snapshot_and_tail_equal_a_full_replay_at_every_cut(int seed)
    {
        TestContext.Current.SendDiagnosticMessage("seed {0}", seed);
        await using var bridge = await RandomHistory.MakeAsync(seed, steps: Steps);
        var events = (await TestStore.ReadAllAsync(bridge.Get<IEventStore>())).Where(e => e.Event.SourceComponent == BridgeEvents.Component).ToList();
        var whole = await ReplayAsync(bridge, null, events);
        var seen = await SeeAsync(bridge, null, events);
        Assert.InRange(whole.Length, 500, int.MaxValue);

        for (var cut = 0; cut <= events.Count; cut++)
        {
            var snapshot = await ReplayAsync(bridge, null, events.Take(cut));
            await using var after = ReplayedState.Of(bridge, snapshot, events.Skip(cut));
            Assert.True(whole == after.Written, $"seed {seed}, cut {cut}: {Environment.NewLine}{whole}{Environment.NewLine}{after.Written}");
            Assert.True(seen == after.Seen, $"seed {seed}, cut {cut}: {Environment.NewLine}{seen}{Environment.NewLine}{after.Seen}");
        }
    }

    /// <summary>The histories above are worth nothing when what matters does not happen in them.</summary>
    [Fact]
    public async Task Everything_happens_in_the_histories()
    {
        var types = new HashSet<string>();
        var written = "";
        foreach (var seed in new[] { 1, 2, 3, 4 })
        {
            await using var bridge = await RandomHistory.MakeAsync(seed, steps: Steps);
            var events = await TestStore.ReadAllAsync(bridge.Get<IEventStore>());
            types.UnionWith(events.Select(e => e.Event.EventType));
            written += await ReplayAsync(bridge, null, events.Where(e => e.Event.SourceComponent == BridgeEvents.Component));
        }

        string[] expected =
        [
            "expert_registered", "expert_heartbeat", "expert_offline", "expert_suspended", "expert_resumed", "delegation_created", "delegation_completed",
            "delegation_failed", "delegation_timed_out", "dispatch_created", "dispatch_completed", "collaboration_started",
            "collaboration_shared", "collaboration_ended", "file_changed", "shadow_annotated", "context_shared", "elicitation_created", "session_created",
        ];
        Assert.Empty(expected.Except(types));
        Assert.Contains(types, type => type.EndsWith("_reassigned", StringComparison.Ordinal));
        foreach (var member in new[] { "\"ended_ms\"", "\"is_suspended\":true", "\"is_dropped\":true", "\"superseded\":[1", "\"Absent\"", "\"Completed\"" })
            Assert.Contains(member, written, StringComparison.Ordinal);
    }

    /// <summary>Nothing that is written of these parts can be left out unnoticed: a start refuses the rest, or another state comes of it.</summary>
    [Theory]
    [InlineData("experts-1", 12)]
    [InlineData("delegations-1", 12)]
    [InlineData("collaborations-1", 10)]
    [InlineData("file-history-1", 10)]
    [InlineData("shadows-1", 6)]
    [InlineData("contexts-1", 8)]
    public async Task A_member_that_is_left_out_is_noticed(string part, int leastMembers)
    {
        await using var bridge = await RandomHistory.MakeAsync(3, steps: Steps);
        var events = (await TestStore.ReadAllAsync(bridge.Get<IEventStore>())).Where(e => e.Event.SourceComponent == BridgeEvents.Component).ToList();
        var whole = await ReplayAsync(bridge, null, events);
        var members = Objects(JsonNode.Parse(whole)![part]).SelectMany(o => o.Select(member => member.Key)).Distinct().ToList();
        Assert.InRange(members.Count, leastMembers, 40);
        foreach (var member in members)
        {
            var snapshot = JsonNode.Parse(whole)!;
            foreach (var one in Objects(snapshot[part]).ToList()) one.Remove(member);
            await using var state = ReplayedState.Of(bridge, null, []);
            if (state.Parts.TryRead(Encoding.UTF8.GetBytes(snapshot.ToJsonString()))) Assert.True(whole != state.Written, $"{part} without {member} is the same");
        }
    }

    /// <summary>An instance may be told of what it did itself, and twice of what others did: each event at once again, and all again at the end.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(8)]
    public async Task Events_that_are_applied_twice_change_nothing(int seed)
    {
        await using var bridge = await RandomHistory.MakeAsync(seed, steps: Steps);
        var events = (await TestStore.ReadAllAsync(bridge.Get<IEventStore>())).Where(e => e.Event.SourceComponent == BridgeEvents.Component).ToList();
        await using var once = ReplayedState.Of(bridge, null, events);
        foreach (var twice in new[] { events.SelectMany(e => new[] { e, e }), events.Concat(events) })
        {
            await using var again = ReplayedState.Of(bridge, null, twice);
            Assert.Equal(once.Written, again.Written);
            Assert.Equal(once.Seen, again.Seen);
        }
    }

    /// <summary>The parts that requests changed hold what their events say, so that another instance's come upon the same state.</summary>
    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    public async Task Its_own_events_change_nothing_in_a_live_bridge(int seed)
    {
        await using var bridge = await RandomHistory.MakeAsync(seed, steps: Steps);
        var before = Live();
        var events = (await TestStore.ReadAllAsync(bridge.Get<IEventStore>())).Where(e => e.Event.SourceComponent == BridgeEvents.Component).ToList();
        foreach (var stored in events.TakeLast(30)) bridge.Get<StateParts>().Apply(stored);
        Assert.Equal(before, Live());

        // An old nonce that comes again may be forgotten again, which can only refuse.
        string Live()
        {
            var state = JsonNode.Parse(bridge.Get<StateParts>().Write().Span)!.AsObject();
            Assert.True(state.Remove("nonces-1"));
            return state.ToJsonString();
        }
    }

    [Fact]
    public async Task A_snapshot_that_was_made_earlier_equals_a_full_replay_that_happens_later()
    {
        await using var bridge = await RandomHistory.MakeAsync(7, steps: Steps);
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
        await using var bridge = await RandomHistory.MakeAsync(11, steps: Steps);
        var store = bridge.Get<IEventStore>();
        Assert.True(await bridge.Get<StateSnapshots>().MakeAsync(store.LastSequence / 2, CancellationToken.None));
        await bridge.RestartAsync();
        Assert.Equal(bridge.Get<IEventStore>().LastSequence / 2, bridge.Get<StateRebuild>().FromSnapshot);
        var events = (await TestStore.ReadAllAsync(bridge.Get<IEventStore>())).Where(e => e.Event.SourceComponent == BridgeEvents.Component);
        Assert.Equal(await ReplayAsync(bridge, null, events), Encoding.UTF8.GetString(bridge.Get<StateParts>().Write().Span));
    }

    // What agents gave is theirs; only the members of the state itself count.
    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonArray array => array.SelectMany(Objects),
        JsonObject one => one.Where(m => m.Key is not ("metadata" or "input" or "result" or "value")).ToList().SelectMany(m => Objects(m.Value)).Prepend(one),
        _ => [],
    };

    private static async Task<string> SeeAsync(BridgeParts bridge, string? snapshot, IEnumerable<StoredEvent> events)
    {
        await using var state = ReplayedState.Of(bridge, snapshot, events);
        return state.Seen;
    }

    private static async Task<string> ReplayAsync(BridgeParts bridge, string? snapshot, IEnumerable<StoredEvent> events)
    {
        await using var state = ReplayedState.Of(bridge, snapshot, events);
        return state.Written;
    }
}
