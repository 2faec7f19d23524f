using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Chaos;
using Lighthouse.Chaos.FileDamage;
using Lighthouse.Targets;

namespace Lighthouse.Suites.Resilience;

/// <summary>The stored bytes are damaged while the bridge is down: it must say so, serve nothing damaged as good, and still serve what is sound.</summary>
public sealed class EventStoreCorruption(Day day)
{
    internal const string Gate = "event-store-corruption";
    private const string EventType = "damage_probe";
    private const int Writers = 8;
    private const int LengthField = 4;
    private const string InText = "text";

    // A flip anywhere in a record often makes it unreadable and so shows by itself; a flip inside its text is read without a
    // complaint by whoever does not check the seal. Both happen.
    private static readonly (DamageKind Kind, string Where)[] Damages =
    [
        (DamageKind.FlippedByte, "record"), (DamageKind.FlippedByte, $"{InText} 1"), (DamageKind.FlippedByte, $"{InText} 2"),
        (DamageKind.FlippedByte, $"{InText} 3"), (DamageKind.FlippedByte, $"{InText} 4"), (DamageKind.CutTail, "file"),
        (DamageKind.DamagedLength, "record"), (DamageKind.SwappedRecords, "file"), (DamageKind.DeletedFile, "file"), (DamageKind.RolledBackFile, "file"),
    ];

    [Fact, Gate(
        Gate, "event_store_corruption.undetected", "event_store_corruption.served_as_good", "event_store_corruption.sound_lost", "event_store_corruption.recovery")]
    public async Task Damage_is_reported_and_never_served_as_good()
    {
        var tally = await Scenarios.OutcomeAsync(day, Gate, TestContext.Current.CancellationToken);
        var measure = new Measure(
            Gate,
            $"{tally.Damages.Injected} damages of six kinds to the files of a stopped bridge with {day.Sizes(Gate).Count("events"):#,##0} acknowledged events each, at seeded places, then started again; what it served and what it reported compared with what was acknowledged and with what a separate reader finds sound on the disk.");
        day.Evidence.Record(
            measure.Count("event_store_corruption.undetected", tally.Damages.Undetected, tally.Damages.Injected, tally.Doubts),
            measure.Count("event_store_corruption.served_as_good", tally.Damages.ServedAsGood, tally.Damages.Served, tally.Doubts),
            measure.Count("event_store_corruption.sound_lost", tally.Damages.SoundLost, tally.Damages.Sound, tally.Doubts),
            measure.Durations("event_store_corruption.recovery", tally.Recoveries, tally.Doubts));
    }

    internal static async Task<Tally> MeasureAsync(Day day, CancellationToken cancellation)
    {
        var sizes = day.Sizes(Gate);
        var tally = new Tally();
        var scenario = new EventStoreCorruption(day);
        for (var round = 1; round <= sizes.Count("rounds"); round++)
        {
            foreach (var (kind, where) in Damages)
                await scenario.DamageOnceAsync(kind, where, round, tally, cancellation);
        }

        return tally;
    }

    private async Task DamageOnceAsync(DamageKind kind, string where, int round, Tally tally, CancellationToken cancellation)
    {
        var events = day.Sizes(Gate).Count("events");
        await using var target = await day.StartOwnTargetAsync(cancellation);
        var earlier = Path.Combine(day.Scratch, $"earlier-{kind}-{where}-{round}");
        var acknowledged = await StoreAsync(target.Url, events, halfway: () => StoreReader.Copy(target.DataFolder, earlier), cancellation);
        await target.StopAsync();

        var before = StoreReader.Read(target.DataFolder, day.Target.Credentials["store"]);
        var fault = Fault(kind, where, round, before, earlier);
        ObservedDamage? observed = null;
        var options = new ExperimentOptions { WhileInEffect = async token => observed = await ObserveAsync(target, acknowledged, before, token) };
        var result = await new Experiment(fault, options, TimeProvider.System).RunAsync(cancellation);
        if (result.Status != ExperimentStatus.Completed || observed is null)
        {
            tally.Doubt($"{kind} ({where}), round {round}: {result.Status}: {result.Reason}");
            return;
        }

        tally.AddRecovery(observed.Recovery);
        tally.Damages.Add(observed);
        Day.Progress(
            $"{kind} ({where}), round {round}: {(observed.IsReported ? "reported" : "NOT REPORTED")}; served {observed.Served}, of these wrong {observed.ServedAsGood}; sound {observed.Sound}, of these missing {observed.SoundLost}; {fault.What}");
    }

    private FileDamageFault Fault(DamageKind kind, string where, int round, IReadOnlyList<StoredRecord> records, string earlier)
    {
        var file = records[0].File;
        return new FileDamageFault(
            new FileDamageOptions
            {
                Path = file,
                AllowedFolder = day.Scratch,
                Kind = kind,
                Records = [.. Places(records.Where(record => record.File == file), where)],
                LengthFieldOffset = LengthField,
                EarlierVersion = Path.Combine(earlier, Path.GetFileName(file)),
                Random = day.Random($"{Gate}/{kind}/{where}/{round}"),
            },
            FaultUnderLoad.Journal(day).Damaged);
    }

    private static IEnumerable<RecordSpan> Places(IEnumerable<StoredRecord> records, string where)
    {
        if (!where.StartsWith(InText, StringComparison.Ordinal))
            return records.Select(record => new RecordSpan(record.Offset, record.Length));
        var probes = records.Where(record => record.EventType == EventType).ToList();
        var bytes = File.ReadAllBytes(probes[0].File);
        return probes.Select(record =>
        {
            var text = Encoding.UTF8.GetBytes(TextOf(record.Data));
            return new RecordSpan(record.Offset + bytes.AsSpan(record.Offset, record.Length).IndexOf(text), text.Length);
        });
    }

    /// <summary>Starts the bridge on the damaged files, looks, and stops it again so that the damage can be undone.</summary>
    private async Task<ObservedDamage> ObserveAsync(
        TargetProcess target, Dictionary<long, string> acknowledged, IReadOnlyList<StoredRecord> before, CancellationToken cancellation)
    {
        // Sound is what a separate reader verifies at the place where it was.
        var places = before.Select(record => (record.File, record.Offset, record.Sequence)).ToHashSet();
        var intact = StoreReader.Read(target.DataFolder, day.Target.Credentials["store"])
            .Where(record => record.EventType == EventType && places.Contains((record.File, record.Offset, record.Sequence)))
            .Select(record => record.Sequence).ToHashSet();
        var damagedAt = Stopwatch.GetTimestamp();
        target.Launch();
        var found = new Dictionary<long, string>();
        TimeSpan? recovery = null;
        var isReported = false;
        try
        {
            await target.WaitUntilHealthyAsync(cancellation);
            await using var agents = await Agents.ConnectAsync(target.Url, day.Target.Credentials["admin"], cancellation);
            try
            {
                await foreach (var one in agents.Admin.EventsAsync(EventType, cancellation))
                    found[one.Sequence] = TextOf(one.Data);
                recovery = Stopwatch.GetElapsedTime(damagedAt);
            }
            finally
            {
                // Only afterwards: some damage shows when it is read.
                isReported = (await agents.Client.StatusAsync(cancellation)).Components.GetValueOrDefault("event_store") is not "healthy";
            }
        }
        catch (Exception problem) when (IsNotServing(problem))
        {
            Day.Progress($"after the damage the bridge did not serve what it has: {problem.Message}");
        }

        await target.StopAsync();
        return new ObservedDamage(
            IsReported: isReported,
            Served: found.Count,
            ServedAsGood: found.Count(one => acknowledged.GetValueOrDefault(one.Key) != one.Value),
            Sound: intact.Count,
            SoundLost: intact.Count(sequence => !found.ContainsKey(sequence)),
            recovery);
    }

    // A bridge that does not come up, or breaks off while it is read from: then what was not served by then is lost to who asks.
    private static bool IsNotServing(Exception problem) =>
        problem is TargetException and not PortTakenException or BridgeException or HttpRequestException or IOException or TimeoutException or JsonException;

    private async Task<Dictionary<long, string>> StoreAsync(Uri url, int count, Action halfway, CancellationToken cancellation)
    {
        await using var agents = await Agents.ConnectAsync(url, day.Target.Credentials["admin"], cancellation);
        await agents.EnlistAsync("damage", Math.Max(Writers, count / 50), cancellation);
        var acknowledged = new Dictionary<long, string>();
        var gate = new Lock();
        foreach (var half in new[] { (From: 0, To: count / 2), (From: count / 2, To: count) })
        {
            if (half.From > 0)
                halfway();
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellation };
            await Parallel.ForAsync(half.From, half.To, parallel, async (number, token) =>
            {
                var text = $"event {number} of {count}";
                var receipt = await agents.Sessions[number % agents.Sessions.Count].StoreEventAsync(new EventDraft(EventType, new { number, text }), token);
                lock (gate)
                    acknowledged[receipt.Sequence] = text;
            });
        }

        return acknowledged;
    }

    private static string TextOf(JsonElement data) => data.ValueKind == JsonValueKind.Object && data.TryGetProperty("text", out var text) ? text.GetString() ?? "" : "";
}
