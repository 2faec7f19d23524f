using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lighthouse.Instruments.Tests.Chaos.Plans;

/// <summary>
/// What the Chaos Toolkit checks of an experiment before it runs one, in our own words: read from ensure_experiment_is_valid of chaostoolkit-lib and what it
/// calls for hypotheses, activities, tolerances and providers. Left out is what asks the machine: whether a module or a program is installed there.
/// </summary>
internal static class ToolkitRules
{
    /// <summary>Everything that it would refuse.</summary>
    public static IReadOnlyList<string> Broken(JsonNode? experiment)
    {
        if (experiment is not JsonObject { Count: > 0 } root)
            return ["an experiment is an object that is not empty"];
        List<string> broken = [.. Missing(root, "experiment", "title", "description")];
        if (root["tags"] is JsonArray tags && !tags.All(tag => tag?.GetValueKind() == JsonValueKind.String && tag.ToString().Length > 0))
            broken.Add("a tag is a text that is not empty");
        if (root["steady-state-hypothesis"] is JsonObject hypothesis)
            broken.AddRange([.. Missing(hypothesis, "hypothesis", "title"), .. List(hypothesis["probes"]).SelectMany(probe => Activity(probe).Concat(ToleranceOf(probe)))]);
        if (root["method"] is not JsonArray)
            broken.Add("a method is there, if only an empty one");
        broken.AddRange([.. List(root["method"]).Concat(List(root["rollbacks"])).SelectMany(Activity), .. References(root)]);
        return broken;
    }

    private static IEnumerable<string> Activity(JsonNode? written)
    {
        if (written is not JsonObject { Count: > 0 } activity)
            return ["an activity is an object that is not empty"];
        if (activity.ContainsKey("ref"))
            return IsText(activity["ref"]) ? [] : ["a reference is a text that is not empty"];
        List<string> broken = [.. Missing(activity, "activity", "name")];
        if (activity["type"]?.ToString() is not ("probe" or "action"))
            broken.Add("an activity is a probe or an action");
        if (activity["timeout"] is { } timeout && !IsNumber(timeout))
            broken.Add("a timeout is a number");
        if (activity["pauses"] is JsonObject pauses && pauses.Any(pause => pause.Key is "before" or "after" && !IsNumber(pause.Value)))
            broken.Add("a pause is a number");
        if (activity.ContainsKey("background") && activity["background"]?.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
            broken.Add("background is true or false");
        broken.AddRange(Provider(activity["provider"] as JsonObject ?? []));
        return broken;
    }

    private static IEnumerable<string> Provider(JsonObject provider) => provider["type"]?.ToString() switch
    {
        "python" => Missing(provider, "python provider", "module", "func").Concat(provider["arguments"] is null or JsonObject ? [] : ["arguments of a function have names"]),
        "process" => Missing(provider, "process provider", "path"),
        "http" => Missing(provider, "http provider", "url").Concat(provider["headers"] is null or JsonObject ? [] : ["headers have names"]),
        _ => ["a provider is of type python, process or http"],
    };

    // A number with a fraction is none of the types that it takes as a tolerance.
    private static IEnumerable<string> ToleranceOf(JsonNode? probe) => probe is not JsonObject activity || !activity.ContainsKey("tolerance")
        ? ["a probe of the hypothesis has a tolerance"]
        : activity["tolerance"] switch
        {
            JsonArray => [],
            JsonObject rule => Rule(rule),
            { } value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False or JsonValueKind.String || (IsNumber(value) && long.TryParse(value.ToJsonString(), out _)) => [],
            _ => ["a tolerance is a truth value, a whole number, a text, a list or a rule"],
        };

    private static IEnumerable<string> Rule(JsonObject rule) => rule["type"]?.ToString() switch
    {
        "probe" => Activity(rule),
        "regex" => IsText(rule["pattern"]) ? [] : ["a regex has a pattern"],
        "jsonpath" => IsText(rule["path"]) ? [] : ["a jsonpath has a path"],
        "range" => rule["range"] is JsonArray { Count: 2 } range && range.All(IsNumber) ? [] : ["a range has two numbers"],
        _ => ["a rule is of type probe, regex, jsonpath or range"],
    };

    private static IEnumerable<string> References(JsonObject root)
    {
        var names = List(root["steady-state-hypothesis"]?["probes"]).Concat(List(root["method"])).Concat(List(root["rollbacks"])).Select(activity => (activity as JsonObject)?["name"]?.ToString()).ToHashSet();
        return List(root["method"]).Select(activity => (activity as JsonObject)?["ref"]?.ToString()).Where(name => name is not null && !names.Contains(name)).Select(name => $"'{name}' is referred to and not there");
    }

    private static IEnumerable<string> Missing(JsonObject written, string what, params string[] names) => names.Where(name => !IsText(written[name])).Select(name => $"{what} needs {name}");

    private static IEnumerable<JsonNode?> List(JsonNode? written) => written as JsonArray ?? [];

    private static bool IsText(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String && value.ToString().Length > 0;

    private static bool IsNumber(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number;
}
