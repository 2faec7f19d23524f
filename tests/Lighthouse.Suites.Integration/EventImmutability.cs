using System.Text;
using System.Text.Json;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Integration;

/// <summary>Attempts to change history over the wire, and a life that goes on beside them; what was stored must be the same bytes afterwards.</summary>
public sealed class EventImmutability(Day day)
{
    private const string Gate = "event-immutability";
    private const string EventType = "immutable";
    private readonly List<string> wrong = [];
    private long attempts, accepted;

    [Fact, Gate(Gate, "event_immutability.changed", "event_immutability.removed", "event_immutability.accepted")]
    public async Task No_stored_event_can_be_changed_or_removed()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(Gate);
        await using var target = await day.StartOwnTargetAsync(cancellation);
        await using var agents = await Agents.ConnectPatientlyAsync(target.Url, day.Target.Credentials["admin"], cancellation);
        await agents.EnlistAsync("immutable", 2, cancellation);
        var (owner, other) = (agents.Sessions[0], agents.Sessions[1]);
        var own = await StoreAsync(owner, sizes.Count("events"), cancellation);
        var first = StoreReader.Read(target.DataFolder, day.Target.Credentials["store"]);
        var shown = await ShownAsync(agents.Admin, cancellation);

        foreach (var attacker in new[] { owner, other, agents.Admin })
            await AttemptAsync(attacker, own[own.Count / 2], cancellation);
        await using (var others = await Agents.ConnectPatientlyAsync(target.Url, day.Target.Credentials["admin"], cancellation))
            await new Deeds(others).CarryOutAsync(sizes.Count("rounds"), cancellation);
        await StoreAsync(owner, 10, cancellation);
        var second = StoreReader.Read(target.DataFolder, day.Target.Credentials["store"]);
        await target.StopAsync();
        target.Launch();
        await target.WaitUntilHealthyAsync(cancellation);
        var third = StoreReader.Read(target.DataFolder, day.Target.Credentials["store"]);
        // A session of its own: where history was damaged, the restart may know the old one no more.
        await using var later = await Agents.ConnectPatientlyAsync(target.Url, day.Target.Credentials["admin"], cancellation);
        var shownAfter = await ShownAsync(later.Admin, cancellation);

        // Nothing that the second reading found may be otherwise in the third; the first is the shorter of the two.
        var onDisk = (Changed: Changed(first, third) + Changed(second, third), Removed: Removed(first, third) + Removed(second, third));
        var served = shown.Where(one => shownAfter.GetValueOrDefault(one.Key) != one.Value).ToList();
        var gone = served.Count(one => !shownAfter.ContainsKey(one.Key));
        wrong.AddRange(served.Select(one => $"{one.Key} is shown otherwise, or no more"));
        var measure = new Measure(Gate, $"{attempts} attempts to change, remove, insert or forge events, then {second.Count - first.Count} more events and a restart; {second.Count} records compared byte for byte by their seals, which a separate reader computed, and {shown.Count} events as they were shown{(wrong.Count == 0 ? "" : $"; wrong: {string.Join("; ", wrong.Take(5))}")}.");
        day.Evidence.Record(
            measure.Count("event_immutability.changed", onDisk.Changed + served.Count - gone, second.Count + shown.Count),
            measure.Count("event_immutability.removed", onDisk.Removed + gone, second.Count + shown.Count),
            measure.Count("event_immutability.accepted", accepted, attempts));
    }

    private static async Task<List<long>> StoreAsync(BridgeSession agent, int count, CancellationToken cancellation)
    {
        var stored = new List<long>();
        foreach (var batch in Enumerable.Range(0, count).Chunk(50))
        {
            var receipt = await agent.StoreEventsAsync(batch.Select(number => new EventDraft(EventType, new { number, text = $"this was number {number}" })), cancellation);
            for (var sequence = receipt.FirstSequence; sequence <= receipt.LastSequence; sequence++)
                stored.Add(sequence);
        }

        return stored;
    }

    private static async Task<Dictionary<long, string>> ShownAsync(BridgeSession reader, CancellationToken cancellation)
    {
        var shown = new Dictionary<long, string>();
        await foreach (var one in reader.EventsAsync(EventType, cancellation))
            shown[one.Sequence] = JsonSerializer.Serialize(one);
        return shown;
    }

    private async Task AttemptAsync(BridgeSession attacker, long sequence, CancellationToken cancellation)
    {
        var change = $$$"""{"sequence": {{{sequence}}}, "event_type": "immutable", "data": {"text": "it was never so"}}""";
        foreach (var method in new[] { HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete, HttpMethod.Post })
            foreach (var path in new[] { $"/event/{sequence}", $"/event/store/{sequence}", $"/event/query?after_sequence={sequence - 1}&limit=1", "/event/replay", $"/state/agent/{attacker.AgentId}" })
                await RefusedAsync(attacker, attacker.Prepare(method, path, method == HttpMethod.Delete ? null : Encoding.UTF8.GetBytes(change)), $"{method} {path}", cancellation);
        foreach (var type in new[] { "elicitation_responded", "agent_registered", "session_revoked", "bridge_features_changed", "expert_suspended", "integrity_resolved" })
            await RefusedAsync(attacker, Store(attacker, $$$"""{"event_type": "{{{type}}}", "aggregate_id": "forged", "data": {}}"""), $"an event {type} of an agent's", cancellation);
        await RefusedAsync(attacker, Store(attacker, """{"event_type": "immutable", "agent_id": "admin-of-old", "data": {}}"""), "an event in another's name", cancellation);
        await InPlaceAsync(attacker, sequence, cancellation);
    }

    /// <summary>Names an event that exists, and a time long past, in one that is to be stored: it may be stored as a new one or refused, not in the place of the old one.</summary>
    private async Task InPlaceAsync(BridgeSession attacker, long sequence, CancellationToken cancellation)
    {
        attempts++;
        var body = $$$"""{"event_type": "rewritten", "sequence": {{{sequence}}}, "event_id": {"sequence": {{{sequence}}}, "timestamp_ns": 1, "node_id": "bridge"}, "timestamp": 1, "data": {"text": "it was never so"}}""";
        using var answer = await attacker.SendAsync(Store(attacker, body), cancellation);
        if (!answer.IsSuccessStatusCode)
            return;
        var reply = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(cancellation));
        if (reply.GetProperty("sequence").GetInt64() <= sequence || reply.GetProperty("event_id").GetProperty("timestamp_ns").GetInt64() <= 1_000_000_000_000_000_000)
            Accept("an event in the place or time of another");
    }

    private async Task RefusedAsync(BridgeSession attacker, PreparedRequest request, string what, CancellationToken cancellation)
    {
        attempts++;
        using var answer = await attacker.SendAsync(request, cancellation);
        if (answer.IsSuccessStatusCode)
            Accept(what);
    }

    private static PreparedRequest Store(BridgeSession agent, string body) => agent.Prepare(HttpMethod.Post, "/event/store", Encoding.UTF8.GetBytes(body));

    private void Accept(string what)
    {
        accepted++;
        wrong.Add($"accepted: {what}");
    }

    private long Changed(IReadOnlyList<StoredRecord> before, IReadOnlyList<StoredRecord> after)
    {
        var now = after.ToLookup(record => record.Sequence);
        var changed = before.Where(record => now.Contains(record.Sequence) && now[record.Sequence].Any(one => one.Seal != record.Seal)).ToList();
        wrong.AddRange(changed.Select(record => $"{record.Sequence} was changed on the disk"));
        return changed.Count;
    }

    private long Removed(IReadOnlyList<StoredRecord> before, IReadOnlyList<StoredRecord> after)
    {
        var now = after.Select(record => record.Sequence).ToHashSet();
        var removed = before.Where(record => !now.Contains(record.Sequence)).ToList();
        wrong.AddRange(removed.Select(record => $"{record.Sequence} is on the disk no more"));
        return removed.Count;
    }
}
