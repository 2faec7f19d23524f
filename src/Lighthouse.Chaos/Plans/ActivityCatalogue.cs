using System.Text.Json.Nodes;

namespace Lighthouse.Chaos.Plans;

/// <summary>
/// What a plan's activities may call here. A plan comes from outside: it names what it wants, and only what its host has listed is ever done. An HTTP
/// probe may ask this machine alone; programs are not started.
/// </summary>
public sealed class ActivityCatalogue
{
    /// <summary>The module under which faults are listed.</summary>
    public const string FaultModule = "lighthouse.chaos";

    private readonly Dictionary<string, Func<JsonObject, CancellationToken, Task<JsonNode?>>> _functions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Action<JsonObject>> _checks = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    /// <summary>An empty one.</summary>
    /// <param name="time">The clock of the faults.</param>
    public ActivityCatalogue(TimeProvider time) => _time = time;

    /// <summary>Lists a function: <c>provider: { type: python, module: ..., func: ..., arguments: {...} }</c>.</summary>
    /// <param name="module">Its module.</param>
    /// <param name="function">Its name.</param>
    /// <param name="run">Does it, with the plan's arguments, and gives its answer. An exception means that it failed.</param>
    public void Add(string module, string function, Func<JsonObject, CancellationToken, Task<JsonNode?>> run) => _functions.Add($"{module}:{function}", run);

    /// <summary>Lists a fault in <see cref="FaultModule"/>. Its activity injects it, proves its effect, lets it last for the argument <c>seconds</c>, heals it and proves that; anything less is a failed activity.</summary>
    /// <param name="function">Its name.</param>
    /// <param name="make">Makes it from the plan's arguments: once to check them before a plan is begun, and once to run it. It changes nothing, and refuses arguments by an exception.</param>
    public void AddFault(string function, Func<JsonObject, IFault> make)
    {
        Add(FaultModule, function, async (arguments, cancellation) =>
        {
            var lasts = Lasts(function, arguments);
            var result = await new Experiment(make(arguments), new ExperimentOptions { WhileInEffect = token => Task.Delay(lasts, _time, token) }, _time).RunAsync(cancellation);
            return result.Status == ExperimentStatus.Completed
                ? new JsonObject { ["effect"] = result.Effect?.Detail, ["healing"] = result.Healing?.Detail }
                : throw new ChaosException(result.Reason ?? $"LHC5352: '{function}' was {result.Status}.");
        });
        _checks.Add($"{FaultModule}:{function}", arguments =>
        {
            Lasts(function, arguments);
            make(arguments).Validate();
        });
    }

    /// <summary>Why an activity cannot be done here; null when it can.</summary>
    internal string? Missing(Activity activity) => activity.Provider["type"]?.GetValue<string>() switch
    {
        "python" when _functions.ContainsKey(NameOf(activity)) => Mistake(activity),
        "python" => $"'{activity.Name}' calls {NameOf(activity)}, which is not listed here; listed are {string.Join(", ", _functions.Keys.Order(StringComparer.Ordinal))}",
        "http" => HttpProbe.Missing(activity),
        _ => $"'{activity.Name}' starts a program, and none is started here",
    };

    internal Task<JsonNode?> RunAsync(Activity activity, CancellationToken cancellation) => activity.Provider["type"]!.GetValue<string>() == "http"
        ? HttpProbe.AskAsync(activity, cancellation)
        : _functions[NameOf(activity)](ArgumentsOf(activity), cancellation);

    private string? Mistake(Activity activity)
    {
        try
        {
            _checks.GetValueOrDefault(NameOf(activity))?.Invoke(ArgumentsOf(activity));
            return null;
        }
        catch (Exception mistake) when (mistake is ChaosException or ArgumentException)
        {
            return $"'{activity.Name}' has arguments that are not allowed: {mistake.Message.TrimEnd('.')}";
        }
    }

    private static TimeSpan Lasts(string function, JsonObject arguments) =>
        TimeSpan.FromSeconds(arguments["seconds"] is JsonValue value && value.TryGetValue<double>(out var seconds) && seconds is >= 0 and <= 3_600
            ? seconds
            : throw new ChaosException($"LHC5351: '{function}' needs the argument 'seconds', 0 to 3600."));

    private static JsonObject ArgumentsOf(Activity activity) => activity.Provider["arguments"] as JsonObject ?? [];

    private static string NameOf(Activity activity) => $"{activity.Provider["module"]}:{activity.Provider["func"]}";
}
