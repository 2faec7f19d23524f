using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lighthouse.Chaos.Plans;

/// <summary>Reads the Chaos Toolkit's journal.</summary>
internal static class PlanJournalReader
{
    public static PlanJournal Read(JsonNode? written)
    {
        if (written is not JsonObject journal)
            throw Wrong("it is no object");
        var states = journal["steady_states"] as JsonObject;
        return new PlanJournal(
            PlanReader.Read(journal["experiment"]),
            journal["status"]?.ToString() switch
            {
                "completed" => PlanStatus.Completed,
                "failed" => PlanStatus.Failed,
                "aborted" or "interrupted" => PlanStatus.Aborted,
                var other => throw Wrong($"its status is '{other ?? "none"}'"),
            },
            Moment(journal, "start"), Moment(journal, "end"), Hypothesis(states?["before"]), Hypothesis(states?["after"]), Runs(journal["run"]), Runs(journal["rollbacks"]));
    }

    private static HypothesisRun? Hypothesis(JsonNode? written) => written is JsonObject state
        ? new HypothesisRun(state["steady_state_met"]?.GetValueKind() == JsonValueKind.True, Runs(state["probes"]))
        : null;

    private static List<ActivityRun> Runs(JsonNode? written) => written switch
    {
        null => [],
        JsonArray runs => [.. runs.Select(Run)],
        _ => throw Wrong("its runs are no sequence"),
    };

    private static ActivityRun Run(JsonNode? written)
    {
        if (written is not JsonObject run || run["activity"] is not JsonObject activity)
            throw Wrong("a run has no activity");
        var problem = run["status"]?.ToString() switch
        {
            "succeeded" => null,
            "failed" => run["exception"] is JsonArray lines ? string.Concat(lines) : run["exception"]?.ToString() ?? "failed",
            var other => throw Wrong($"an activity's status is '{other ?? "none"}'"),
        };
        return new ActivityRun(PlanReader.ReadOne(activity), Moment(run, "start"), Moment(run, "end"), run["output"]?.DeepClone(), problem);
    }

    private static DateTimeOffset Moment(JsonObject from, string name) =>
        DateTimeOffset.TryParse(from[name]?.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
            : throw Wrong($"'{name}' is no time");

    private static ChaosException Wrong(string what) => new($"LHC5361: this is no journal of an experiment: {what}.");
}
