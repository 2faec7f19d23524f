namespace Lighthouse.Suites.Integration;

/// <summary>Whatever can be asked of the state is asked, and compared with what the events on the disk add up to by rules of the suite's own.</summary>
public sealed class EventProjection(Day day)
{
    private const string Gate = "event-projection";

    [Fact, Gate(Gate, "event_projection.differs")]
    public async Task Projections_agree_with_the_events_they_are_made_of()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var target = await day.StartOwnTargetAsync(cancellation);
        await using var agents = await Agents.ConnectPatientlyAsync(target.Url, day.Target.Credentials["admin"], cancellation);
        var deeds = new Deeds(agents);
        await deeds.CarryOutAsync(day.Sizes(Gate).Count("rounds"), cancellation);
        var answered = await StateAnswers.AskAsync(agents.Admin, deeds, cancellation);
        var folded = FoldedState.Of(StoreReader.Read(target.DataFolder, day.Target.Credentials["store"]));

        var asked = answered.Keys.Union(folded.Keys).ToList();
        var differs = asked.Where(name => answered.GetValueOrDefault(name) != folded.GetValueOrDefault(name)).ToList();
        var first = differs.Count == 0 ? "" : $"; {differs[0]}: answered '{answered.GetValueOrDefault(differs[0])}', the events make '{folded.GetValueOrDefault(differs[0])}'";
        var measure = new Measure(Gate, $"{asked.Count} answers about agents, sessions, flags, questions, experts, work, collaborations and aggregates, against the events that a separate reader found on the disk{first}.");
        day.Evidence.Record(measure.Count("event_projection.differs", differs.Count, asked.Count));
    }
}
