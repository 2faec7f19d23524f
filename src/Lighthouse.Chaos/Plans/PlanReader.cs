using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lighthouse.Chaos.Plans;

/// <summary>Makes a plan of what was read, and names every mistake at once.</summary>
internal sealed class PlanReader
{
    private const double LongestPause = 3_600;
    private static readonly string[] s_plan = ["version", "title", "description", "tags", "steady-state-hypothesis", "method", "rollbacks"];
    private static readonly string[] s_activity = ["type", "name", "provider", "tolerance", "pauses", "background"];
    private readonly List<string> _mistakes = [];
    private readonly Dictionary<string, JsonObject> _named = new(StringComparer.Ordinal);

    public static ExperimentPlan Read(JsonNode? written)
    {
        var reader = new PlanReader();
        var plan = written is JsonObject root ? reader.Plan(root) : null;
        if (plan is null && reader._mistakes.Count == 0)
            reader._mistakes.Add("an experiment is an object with title, description, steady-state-hypothesis and method");
        return reader._mistakes.Count == 0 ? plan! : throw new ChaosException($"LHC5331: {string.Join("; ", reader._mistakes)}.");
    }

    /// <summary>Reads an activity that stands alone, as in a journal.</summary>
    public static Activity ReadOne(JsonObject written)
    {
        var reader = new PlanReader();
        var activity = reader.Activity(written, "activity", isHypothesis: false);
        return reader._mistakes.Count == 0 ? activity! : throw new ChaosException($"LHC5332: {string.Join("; ", reader._mistakes)}.");
    }

    private ExperimentPlan? Plan(JsonObject root)
    {
        Known(root, "the experiment", s_plan);
        if (root["version"] is { } version && TextOf(version) is not ("1.0.0" or "0.1.0"))
            Wrong("version", "must be \"1.0.0\"");
        var hypothesis = root["steady-state-hypothesis"] as JsonObject;
        foreach (var activity in new[] { hypothesis?["probes"], root["method"], root["rollbacks"] }.OfType<JsonArray>().SelectMany(list => list).OfType<JsonObject>())
        {
            if (TextOf(activity["name"]) is { Length: > 0 } name)
                _named.TryAdd(name, activity);
        }

        var title = Text(root, "title", "the experiment");
        var description = Text(root, "description", "the experiment");
        var tags = root["tags"] is null ? [] : (root["tags"] as JsonArray)?.Select(TextOf).ToList();
        if (tags?.All(tag => !string.IsNullOrEmpty(tag)) != true)
            Wrong("tags", "must be a sequence of texts");
        if (hypothesis is null)
            Wrong("steady-state-hypothesis", "is missing: what nobody states cannot fail");
        else
            Known(hypothesis, "steady-state-hypothesis", ["title", "probes"]);
        return new ExperimentPlan(
            title, description, [.. tags?.OfType<string>() ?? []],
            new Hypothesis(hypothesis is null ? "" : Text(hypothesis, "title", "steady-state-hypothesis"), Activities(hypothesis?["probes"], "steady-state-hypothesis.probes", isHypothesis: true, least: 1)),
            Activities(root["method"], "method", isHypothesis: false, least: 1), Activities(root["rollbacks"], "rollbacks", isHypothesis: false, least: 0));
    }

    private List<Activity> Activities(JsonNode? written, string where, bool isHypothesis, int least)
    {
        var list = written as JsonArray;
        if ((written is not null && list is null) || (list?.Count ?? 0) < least)
            Wrong(where, least > 0 ? "must be a sequence with one activity at least" : "must be a sequence of activities");
        return [.. (list ?? []).Select((one, index) => Activity(one, string.Create(CultureInfo.InvariantCulture, $"{where}[{index}]"), isHypothesis)).OfType<Activity>()];
    }

    private Activity? Activity(JsonNode? written, string where, bool isHypothesis)
    {
        var activity = written as JsonObject;
        if (activity?["ref"] is { } reference)
            activity = TextOf(reference) is { } name && activity.Count == 1 ? _named.GetValueOrDefault(name) : null;
        if (activity is null)
        {
            Wrong(where, "is no activity, or refers to one that is not there");
            return null;
        }

        Known(activity, where, s_activity);
        var type = TextOf(activity["type"]);
        if (type is not ("probe" or "action") || (isHypothesis && type != "probe") || (where.StartsWith("rollbacks", StringComparison.Ordinal) && type != "action"))
            Wrong($"{where}.type", isHypothesis ? "must be probe" : where.StartsWith("rollbacks", StringComparison.Ordinal) ? "must be action" : "must be probe or action");
        if (activity["background"] is { } background && background.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
            Wrong($"{where}.background", "must be true or false");
        return new Activity
        {
            Type = type == "action" ? ActivityType.Action : ActivityType.Probe,
            Name = Text(activity, "name", where),
            Provider = Provider(activity["provider"] as JsonObject, $"{where}.provider"),
            Tolerance = Tolerance(activity, where, isHypothesis),
            PauseBefore = Pause(activity, "before", where),
            PauseAfter = Pause(activity, "after", where),
            IsBackground = activity["background"]?.GetValueKind() == JsonValueKind.True,
        };
    }

    private JsonObject Provider(JsonObject? provider, string where)
    {
        string[] needed = TextOf(provider?["type"]) switch { "python" => ["module", "func"], "http" => ["url"], "process" => ["path"], _ => [] };
        if (needed.Length == 0)
            Wrong($"{where}.type", "must be python, http or process");
        foreach (var name in needed.Where(name => string.IsNullOrEmpty(TextOf(provider?[name]))))
            Wrong($"{where}.{name}", "is missing");
        if (provider?["timeout"] is { } timeout && NumberOf(timeout) is not > 0)
            Wrong($"{where}.timeout", "must be a number of seconds above 0");
        return (JsonObject?)provider?.DeepClone() ?? [];
    }

    private Tolerance? Tolerance(JsonObject activity, string where, bool isHypothesis)
    {
        if (!activity.ContainsKey("tolerance"))
        {
            if (isHypothesis)
                Wrong($"{where}.tolerance", "is missing: a probe without one cannot fail");
            return null;
        }

        try
        {
            return Plans.Tolerance.Of(activity["tolerance"]);
        }
        catch (ChaosException problem)
        {
            Wrong($"{where}.tolerance", problem.Message);
            return null;
        }
    }

    private TimeSpan Pause(JsonObject activity, string which, string where)
    {
        var pauses = activity["pauses"] as JsonObject;
        if (activity["pauses"] is not null && pauses is null)
            Wrong($"{where}.pauses", "must be an object with before and after");
        if (pauses?[which] is not { } written)
            return TimeSpan.Zero;
        if (NumberOf(written) is { } seconds and >= 0 and <= LongestPause)
            return TimeSpan.FromSeconds(seconds);
        Wrong($"{where}.pauses.{which}", "must be a number of seconds, at most 3600");
        return TimeSpan.Zero;
    }

    private string Text(JsonObject from, string name, string where)
    {
        var text = TextOf(from[name]);
        if (string.IsNullOrWhiteSpace(text))
            Wrong(where, $"needs a '{name}'");
        return text ?? "";
    }

    // Secrets, controls and the like change what an experiment does: to leave them out would be another experiment.
    private void Known(JsonObject written, string where, string[] known)
    {
        foreach (var (name, _) in written.Where(member => !known.Contains(member.Key)))
            Wrong(where, $"has '{name}', which is not read here; known are {string.Join(", ", known)}");
    }

    private void Wrong(string where, string what) => _mistakes.Add($"{where} {what}");

    private static string? TextOf(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static double? NumberOf(JsonNode value) => value.GetValueKind() == JsonValueKind.Number && double.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out var number) ? number : null;
}
