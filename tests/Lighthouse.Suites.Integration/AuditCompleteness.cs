using System.Text.Json;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Integration;

/// <summary>Every kind of change of state is made and noted by what the bridge answered; then the files are read without the bridge.</summary>
public sealed class AuditCompleteness(Day day)
{
    private const string Gate = "audit-completeness";
    private static readonly TimeSpan DelegationTimeout = TimeSpan.FromSeconds(2);
    private readonly List<string> wrong = [];

    [Fact, Gate(Gate, "audit_completeness.missing", "audit_completeness.surplus", "audit_completeness.gaps", "audit_completeness.unserved")]
    public async Task Every_change_of_state_has_its_event_and_there_are_no_gaps()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var target = await day.StartOwnTargetAsync([$"--Bridge:Experts:DelegationSeconds={DelegationTimeout.TotalSeconds}"], cancellation);
        await using var agents = await Agents.ConnectPatientlyAsync(target.Url, day.Target.Credentials["admin"], cancellation);
        var deeds = new Deeds(agents, DelegationTimeout);
        await deeds.CarryOutAsync(day.Sizes(Gate).Count("rounds"), cancellation);
        var unknown = await UnknownOperationsAsync(agents.Client, cancellation);
        var last = (await agents.Client.StatusAsync(cancellation)).LastSequence;
        var served = new List<BridgeEvent>();
        await foreach (var one in agents.Admin.ReplayAsync(new ReplayQuery(), cancellation))
            served.Add(one);
        var stored = StoreReader.Read(target.DataFolder, day.Target.Credentials["store"]).OrderBy(record => record.Sequence).ToList();

        var (missing, surplus) = Compare(deeds.Done, stored);
        var gaps = Gaps(stored);
        var unserved = stored.Count(record => record.Sequence <= last && !IsServed(record, served));
        var measure = new Measure(Gate, $"{deeds.Done.Count} changes of state of {deeds.Done.Select(deed => deed.EventType).Distinct().Count()} kinds, each noted by its answer, and refused attempts, against {stored.Count} records that a separate reader found in the files, and those against what an auditor was shown{(wrong.Count == 0 ? "" : $"; wrong: {string.Join("; ", wrong.Take(5))}")}.");
        day.Evidence.Record(
            measure.Count("audit_completeness.missing", missing, deeds.Done.Count, unknown),
            measure.Count("audit_completeness.surplus", surplus, stored.Count, unknown),
            measure.Count("audit_completeness.gaps", gaps, stored.Count, unknown),
            measure.Count("audit_completeness.unserved", unserved, stored.Count, unknown));
    }

    private static async Task<string[]> UnknownOperationsAsync(BridgeClient client, CancellationToken cancellation)
    {
        var description = await client.OpenApiAsync(cancellation);
        return
        [
            .. description.GetProperty("paths").EnumerateObject()
                .Where(path => path.Value.EnumerateObject().Any(method => method.Name != "get" && method.Value.ValueKind == JsonValueKind.Object) && !Deeds.Operations.Contains(path.Name))
                .Select(path => $"the suite does not know which event '{path.Name}' must leave"),
        ];
    }

    private (int Missing, int Surplus) Compare(IReadOnlyCollection<Deed> done, List<StoredRecord> stored)
    {
        // Where the answer does not say what the event is about, only author and type are compared.
        var vague = done.Where(deed => deed.AggregateId is null).Select(deed => deed.EventType).ToHashSet();
        var expected = done.CountBy(deed => deed).ToDictionary();
        var found = stored.Where(record => !Deeds.SignsOfLife.Contains(record.EventType)).CountBy(record => new Deed(record.EventType, vague.Contains(record.EventType) ? null : record.AggregateId, record.SourceAgent)).ToDictionary();
        int missing = 0, surplus = 0;
        foreach (var deed in expected.Keys.Union(found.Keys))
        {
            var difference = expected.GetValueOrDefault(deed) - found.GetValueOrDefault(deed);
            missing += Math.Max(difference, 0);
            surplus += Math.Max(-difference, 0);
            if (difference != 0)
                wrong.Add($"{deed.EventType} about {deed.AggregateId} by {deed.By}: done {expected.GetValueOrDefault(deed)}, stored {found.GetValueOrDefault(deed)}");
        }

        return (missing, surplus);
    }

    private int Gaps(List<StoredRecord> stored)
    {
        var gaps = stored.Count == 0 || stored[0].Sequence != 1 ? 1 : 0;
        foreach (var (before, after) in stored.Zip(stored.Skip(1)))
        {
            if (after.Sequence == before.Sequence + 1 && after.PreviousSeal == before.Seal)
                continue;
            gaps++;
            wrong.Add($"{after.Sequence} does not follow {before.Sequence}");
        }

        return gaps;
    }

    // Sequences begin at 1 and have no gaps, so that an event's place is known.
    private static bool IsServed(StoredRecord record, List<BridgeEvent> served) =>
        record.Sequence <= served.Count && served[(int)record.Sequence - 1] is var shown && shown.Sequence == record.Sequence
        && shown.EventType == record.EventType && shown.SourceAgent == record.SourceAgent && JsonElement.DeepEquals(shown.Data, record.Data);
}
