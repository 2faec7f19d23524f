using Lighthouse.Readiness.Evidence;

namespace Lighthouse.Suites.Resilience;

/// <summary>What every scenario records.</summary>
internal static class ScenarioRecord
{
    /// <summary>The measurements of a scenario, its metrics named after its gate.</summary>
    public static IEnumerable<Measurement> Of(string gate, Tally tally, string how)
    {
        var metrics = gate.Replace('-', '_');
        var measure = new Measure(gate, how);
        yield return measure.Durations($"{metrics}.recovery", tally.Recoveries, tally.Doubts);
        yield return measure.Count($"{metrics}.acknowledged_lost", tally.Lost, tally.Acknowledged, DoubtsOfNothing(tally.Lost, tally));
        yield return measure.Count($"{metrics}.wrong_answers", tally.Wrong, tally.Checked, DoubtsOfNothing(tally.Wrong, tally));
        yield return measure.Proportion($"{metrics}.availability", tally.Answered, tally.Attempts, tally.Doubts);
    }

    /// <summary>The same, and what the listeners did not hear.</summary>
    public static IEnumerable<Measurement> WithDelivery(string gate, Tally tally, string how) =>
        Of(gate, tally, how).Append(new Measure(gate, how).Count($"{gate.Replace('-', '_')}.undelivered", tally.Undelivered, tally.Addressed, tally.Doubts));

    /// <summary>Records how the scenario went from moment to moment, where its requests were timed.</summary>
    public static void Draw(Day day, string gate, Tally tally)
    {
        if (tally.Timeline.ToSeries(gate) is { } series)
            day.Evidence.Draw(series);
    }

    // A fault that did not take hold makes a clean count worthless. What was lost or answered wrongly was so, whatever else went wrong.
    private static IReadOnlyList<string> DoubtsOfNothing(long count, Tally tally) => count == 0 ? tally.Doubts : [];
}
