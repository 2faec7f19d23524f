using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lighthouse.Chaos.Plans;

/// <summary>What a probe's answer must be: a value, one of a range, or a text of a pattern.</summary>
public sealed class Tolerance
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
    private readonly JsonNode _written;

    private Tolerance(JsonNode written) => _written = written;

    /// <summary>Reads one.</summary>
    /// <param name="written">A text, number or truth value; two numbers as bounds; or an object of type <c>range</c> or <c>regex</c>.</param>
    /// <exception cref="ChaosException">It is none that can be checked here.</exception>
    public static Tolerance Of(JsonNode? written) => Problem(written) is { } problem
        ? throw new ChaosException($"LHC5341: {problem}; allowed are a text, a number, true or false, two numbers, and objects of type range or regex.")
        : new Tolerance(written!.DeepClone());

    /// <summary>
    /// Whether an answer is within it. Of an HTTP answer (an object with a <c>status</c>) a number is compared with the status, and two numbers are two
    /// statuses, not bounds, as the Chaos Toolkit has it.
    /// </summary>
    public bool Allows(JsonNode? answer)
    {
        var status = (answer as JsonObject)?["status"];
        var value = status ?? answer;
        return _written switch
        {
            JsonArray statuses when status is not null => statuses.Any(one => NumberOf(one) == NumberOf(status)),
            JsonArray bounds => IsWithin(value, bounds),
            JsonObject rule when TextOf(rule["type"]) == "range" => IsWithin(Part(rule, answer), (JsonArray)rule["range"]!),
            JsonObject rule => TextOf(Part(rule, answer)) is { } text && Regex.IsMatch(text, TextOf(rule["pattern"])!, RegexOptions.CultureInvariant, s_patience),
            _ when NumberOf(_written) is { } number => NumberOf(value) == number,
            _ => JsonNode.DeepEquals(_written, value),
        };
    }

    // The Chaos Toolkit takes a whole number as a tolerance, and one with a fraction only as a bound.
    internal JsonNode ToNode() => NumberOf(_written) is { } number && !decimal.IsInteger(number)
        ? new JsonObject { ["type"] = "range", ["range"] = new JsonArray(_written.DeepClone(), _written.DeepClone()) }
        : _written.DeepClone();

    private static string? Problem(JsonNode? written) => written switch
    {
        null => "a tolerance of null",
        JsonArray { Count: 2 } bounds when bounds.All(bound => NumberOf(bound) is not null) => null,
        JsonArray => "a tolerance that is a sequence of something else than two numbers",
        JsonObject rule => TextOf(rule["type"]) switch
        {
            "range" => rule["range"] is JsonArray { Count: 2 } range && range.All(bound => NumberOf(bound) is not null) ? null : "a range without two numbers",
            "regex" => IsPattern(TextOf(rule["pattern"])) ? null : "a regex without a pattern that can be read",
            var type => $"a tolerance of type '{type ?? "none"}'",
        },
        _ => null,
    };

    private static bool IsPattern(string? pattern)
    {
        try
        {
            return pattern is not null && new Regex(pattern, RegexOptions.CultureInvariant, s_patience) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static JsonNode? Part(JsonObject rule, JsonNode? answer) => TextOf(rule["target"]) is { } target && answer is JsonObject reply && reply.ContainsKey(target) ? reply[target] : answer;

    private static bool IsWithin(JsonNode? value, JsonArray bounds) => NumberOf(value) is { } number && number >= NumberOf(bounds[0]) && number <= NumberOf(bounds[1]);

    private static string? TextOf(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static decimal? NumberOf(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.Number && decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
