using System.Globalization;
using System.Text.Json.Nodes;

namespace Lighthouse.Chaos.Plans;

/// <summary>How a plan's run ended.</summary>
public enum PlanStatus
{
    /// <summary>Every activity was carried out. Whether each succeeded is another matter.</summary>
    Completed,

    /// <summary>It did not begin, or broke: the steady state was not there before.</summary>
    Failed,

    /// <summary>Somebody interrupted it.</summary>
    Aborted,
}

/// <summary>What one activity did.</summary>
/// <param name="Activity">Which.</param>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ended.</param>
/// <param name="Output">Its answer; null for none.</param>
/// <param name="Problem">Why it failed; null when it succeeded.</param>
public sealed record ActivityRun(Activity Activity, DateTimeOffset Start, DateTimeOffset End, JsonNode? Output, string? Problem)
{
    /// <summary>Whether the answer was within the tolerance; null where there is none to be within.</summary>
    public bool? IsTolerated => Activity.Tolerance is { } tolerance ? Problem is null && tolerance.Allows(Output) : null;
}

/// <summary>What the hypothesis showed at one time.</summary>
/// <param name="IsMet">Whether every probe answered within its tolerance.</param>
/// <param name="Probes">The probes up to the first that did not.</param>
public sealed record HypothesisRun(bool IsMet, IReadOnlyList<ActivityRun> Probes);

/// <summary>Everything that happened in a plan's run. Its JSON is that of the Chaos Toolkit.</summary>
/// <param name="Plan">What was run.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ended.</param>
/// <param name="Before">The hypothesis before; null when it was not asked.</param>
/// <param name="After">The hypothesis after; null when it was not asked.</param>
/// <param name="Method">What the method did.</param>
/// <param name="Rollbacks">What the rollbacks did.</param>
public sealed record PlanJournal(
    ExperimentPlan Plan, PlanStatus Status, DateTimeOffset Start, DateTimeOffset End, HypothesisRun? Before, HypothesisRun? After,
    IReadOnlyList<ActivityRun> Method, IReadOnlyList<ActivityRun> Rollbacks)
{
    /// <summary>Whether the steady state was there before and not after.</summary>
    public bool HasDeviated => Before is { IsMet: true } && After is { IsMet: false };

    /// <summary>Writes it as the Chaos Toolkit's journal.</summary>
    public string ToJson()
    {
        var states = new JsonObject();
        foreach (var (name, run) in new[] { ("before", Before), ("after", After) })
        {
            if (run is not null)
                states[name] = new JsonObject { ["steady_state_met"] = run.IsMet, ["probes"] = Runs(run.Probes) };
        }

        return PlanWriter.Indented(new JsonObject
        {
            ["experiment"] = Plan.ToNode(),
            ["start"] = Said(Start),
            ["end"] = Said(End),
            ["duration"] = (End - Start).TotalSeconds,
            ["status"] = Status.ToString().ToLowerInvariant(),
            ["deviated"] = HasDeviated,
            ["steady_states"] = states,
            ["run"] = Runs(Method),
            ["rollbacks"] = Runs(Rollbacks),
        });
    }

    /// <summary>Reads one from the Chaos Toolkit's journal.</summary>
    /// <exception cref="ChaosException">It is none, or its experiment says something that is not allowed.</exception>
    public static PlanJournal FromJson(string text) => PlanJournalReader.Read(YamlScalar.Json(text, line: 1));

    private static JsonArray Runs(IEnumerable<ActivityRun> runs) => [.. runs.Select(run => (JsonNode)Run(run))];

    private static JsonObject Run(ActivityRun run)
    {
        var written = new JsonObject
        {
            ["activity"] = PlanWriter.Activity(run.Activity), ["output"] = run.Output?.DeepClone(), ["status"] = run.Problem is null ? "succeeded" : "failed",
            ["start"] = Said(run.Start), ["end"] = Said(run.End), ["duration"] = (run.End - run.Start).TotalSeconds,
        };
        if (run.Problem is not null)
            written["exception"] = new JsonArray(run.Problem);
        if (run.IsTolerated is { } isTolerated)
            written["tolerance_met"] = isTolerated;
        return written;
    }

    private static string Said(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
