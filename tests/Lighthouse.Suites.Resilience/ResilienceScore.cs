using System.Globalization;
using Lighthouse.Chaos.Scoring;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Score = Lighthouse.Chaos.Scoring.ResilienceScore;

namespace Lighthouse.Suites.Resilience;

/// <summary>Scores every scenario that this profile measures, by what it measured in this run.</summary>
public sealed class ResilienceScore(Day day)
{
    private const string Gate = "resilience-score";

    // The bounds are no statistics: nothing lies beyond them.
    private const double AsGoodAsSure = 0.999;

    [Fact, Gate(Gate, "resilience.score")]
    public async Task Every_scenario_counts_with_what_it_showed()
    {
        var scenarios = new List<ScenarioResult>();
        var doubts = new List<string>();
        foreach (var gate in Scenarios.All.Keys.Where(day.Measures))
        {
            var tally = await Scenarios.OutcomeAsync(day, gate, TestContext.Current.CancellationToken);
            scenarios.Add(tally.Result(gate));
            doubts.AddRange(tally.Doubts.Select(doubt => $"{gate}: {doubt}"));
        }

        var score = Score.Of(scenarios);
        var parts = string.Join(", ", score.Parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Key} {part.Value:0.#}")));
        Day.Progress($"score {score.Value:0.#}: {parts}");
        var how = $"The mean over {scenarios.Count} scenarios of outcome x recovery x integrity, each from what it measured in this run: {parts}.{Unknown(doubts)}";
        day.Evidence.Record(new Measure(Gate, how).Estimate(
            "resilience.score", new EstimateObservation(Points(score.Value), Points(score.Lowest), Points(score.Highest), AsGoodAsSure, scenarios.Count)));
    }

    // A scenario in doubt may have shown nothing or all. That says neither yes nor no, unless the others have settled it.
    private static string Unknown(IReadOnlyCollection<string> doubts) =>
        doubts.Count == 0 ? "" : $" The bounds take the part of a scenario in doubt as 0 and as 100; in doubt: {string.Join("; ", doubts)}.";

    private static Quantity Points(double points) => new(points, Unit.One);
}
