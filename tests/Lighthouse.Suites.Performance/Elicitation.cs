namespace Lighthouse.Suites.Performance;

/// <summary>Four gates on the one elicitation load of the day.</summary>
[Collection(ElicitationCollection.Name)]
public sealed class Elicitation(Day day, ElicitationLoad load)
{
    [Fact, Gate("elicitation-latency", "elicitation.end_to_end", "elicitation.service_time")]
    public async Task An_answer_reaches_the_asker_within_its_limits()
    {
        var outcome = await load.OutcomeAsync();
        var measure = new Measure("elicitation-latency", outcome.How);
        day.Evidence.Record(
            measure.Distribution("elicitation.end_to_end", outcome.Load.LatencyFromIntendedStart.InMilliseconds(), outcome.Load.Doubts),
            measure.Distribution("elicitation.service_time", outcome.Load.ServiceTime.InMilliseconds(), outcome.Load.Doubts));
    }

    [Fact, Gate("error-rate", "elicitation.errors")]
    public async Task Hardly_a_question_fails()
    {
        var outcome = await load.OutcomeAsync();
        day.Evidence.Record(new Measure("error-rate", outcome.How)
            .Proportion("elicitation.errors", Math.Min(outcome.Errors, outcome.Load.Intended), outcome.Load.Intended, outcome.Load.Doubts));
    }

    [Fact, Gate("timeout-rate", "elicitation.timeouts")]
    public async Task Hardly_a_question_is_left_without_an_answer()
    {
        var outcome = await load.OutcomeAsync();
        day.Evidence.Record(new Measure("timeout-rate", outcome.How)
            .Proportion("elicitation.timeouts", outcome.Timeouts, outcome.Load.Intended, outcome.Load.Doubts));
    }

    [Fact, Gate("delivery-rate", "elicitation.delivery")]
    public async Task Questions_reach_the_agent_they_are_for()
    {
        var outcome = await load.OutcomeAsync();
        day.Evidence.Record(new Measure("delivery-rate", outcome.How)
            .Proportion("elicitation.delivery", outcome.Delivered, outcome.Load.Intended, outcome.Load.Doubts));
    }
}
