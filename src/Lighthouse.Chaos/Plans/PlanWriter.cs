using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lighthouse.Chaos.Plans;

/// <summary>Writes a plan in the Chaos Toolkit's form.</summary>
internal static class PlanWriter
{
    private const string Version = "1.0.0";
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    public static JsonObject Write(ExperimentPlan plan)
    {
        var root = new JsonObject { ["version"] = Version, ["title"] = plan.Title, ["description"] = plan.Description };
        if (plan.Tags.Count > 0)
            root["tags"] = new JsonArray([.. plan.Tags.Select(tag => (JsonNode)tag)]);
        root["steady-state-hypothesis"] = new JsonObject { ["title"] = plan.SteadyState.Title, ["probes"] = Activities(plan.SteadyState.Probes) };
        root["method"] = Activities(plan.Method);
        root["rollbacks"] = Activities(plan.Rollbacks);
        return root;
    }

    public static JsonObject Activity(Activity activity)
    {
        var written = new JsonObject { ["type"] = activity.Type == ActivityType.Probe ? "probe" : "action", ["name"] = activity.Name, ["provider"] = activity.Provider.DeepClone() };
        if (activity.Tolerance is { } tolerance)
            written["tolerance"] = tolerance.ToNode();
        if (activity.PauseBefore > TimeSpan.Zero || activity.PauseAfter > TimeSpan.Zero)
            written["pauses"] = Pauses(activity);
        if (activity.IsBackground)
            written["background"] = true;
        return written;
    }

    public static string Indented(JsonNode node) => node.ToJsonString(s_indented);

    private static JsonObject Pauses(Activity activity)
    {
        var pauses = new JsonObject();
        if (activity.PauseBefore > TimeSpan.Zero)
            pauses["before"] = activity.PauseBefore.TotalSeconds;
        if (activity.PauseAfter > TimeSpan.Zero)
            pauses["after"] = activity.PauseAfter.TotalSeconds;
        return pauses;
    }

    private static JsonArray Activities(IEnumerable<Activity> activities) => [.. activities.Select(one => (JsonNode)Activity(one))];
}
