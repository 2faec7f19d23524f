using System.Text.Json;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Results.Reading;

namespace Lighthouse.Readiness.Results.ChaosToolkit;

/// <summary>
/// Reads the journal of an experiment. Its <c>status</c> says whether it ran to its end, <c>deviated</c> whether the system left its steady
/// state; only both together say something. An experiment that stated no hypothesis, or did not look at it on both sides of the fault, has
/// shown nothing: its count then rests on no attempt.
/// </summary>
internal static class ChaosToolkitReader
{
    public static IReadOnlyList<ToolLabel> Read(string text)
    {
        using var document = JsonDocument.Parse(text, JsonParts.Limits);
        var journal = document.RootElement;
        var status = journal.Text("status") ?? throw new FormatException("it has no 'status'");
        var deviated = journal.Part("deviated").ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw new FormatException("it does not say whether the system deviated"),
        };
        var (before, after) = (State(journal, "before"), State(journal, "after"));
        var left = deviated || after == false;
        var shown = left || (status == "completed" && before == true && after == true);
        var run = journal.Items("run").ToList();
        var rollbacks = journal.Items("rollbacks").ToList();
        return
        [
            new ToolLabel(ToolLabel.Total)
            {
                Counts = new Dictionary<string, ScalarObservation>
                {
                    ["deviated"] = new(Quantity.Count(left ? 1 : 0), shown ? 1 : 0),
                    ["failed"] = new(Quantity.Count(Failed(run)), run.Count),
                    ["rollbacks_failed"] = new(Quantity.Count(Failed(rollbacks)), rollbacks.Count),
                },
            },
        ];
    }

    // A hypothesis without a probe is met by everything.
    private static bool? State(JsonElement journal, string side)
    {
        var state = journal.Part("steady_states").Part(side);
        return !state.Items("probes").Any() ? null : state.Part("steady_state_met").ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };
    }

    private static int Failed(IEnumerable<JsonElement> activities) => activities.Count(activity => activity.Text("status") != "succeeded");
}
