using System.Text.Json.Nodes;

namespace Lighthouse.Chaos.Plans;

/// <summary>An experiment as it is written down: what normal looks like, what is done, and how it is put right. Its form is that of the Chaos Toolkit, in YAML or JSON.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Description">Why it is made.</param>
/// <param name="Tags">Words to find it by.</param>
/// <param name="SteadyState">What must hold before and after. One probe at least: a hypothesis that nobody states cannot fail.</param>
/// <param name="Method">What is done, in this order; one activity at least.</param>
/// <param name="Rollbacks">What is done at the end, whatever happened.</param>
public sealed record ExperimentPlan(
    string Title, string Description, IReadOnlyList<string> Tags, Hypothesis SteadyState, IReadOnlyList<Activity> Method, IReadOnlyList<Activity> Rollbacks)
{
    /// <summary>Reads one from YAML.</summary>
    /// <exception cref="ChaosException">It is no YAML, or says something that is not allowed; all mistakes are named.</exception>
    public static ExperimentPlan FromYaml(string text) => PlanReader.Read(YamlText.Read(text));

    /// <summary>Reads one from the JSON of the Chaos Toolkit.</summary>
    /// <exception cref="ChaosException">It is no JSON, or says something that is not allowed; all mistakes are named.</exception>
    public static ExperimentPlan FromJson(string text) => PlanReader.Read(YamlScalar.Json(text, line: 1));

    /// <summary>Writes it as YAML.</summary>
    public string ToYaml() => YamlText.Write(ToNode());

    /// <summary>Writes it as the Chaos Toolkit's JSON.</summary>
    public string ToJson() => PlanWriter.Indented(ToNode());

    internal JsonObject ToNode() => PlanWriter.Write(this);
}

/// <summary>What normal looks like.</summary>
/// <param name="Title">In words.</param>
/// <param name="Probes">What is asked, each with a tolerance.</param>
public sealed record Hypothesis(string Title, IReadOnlyList<Activity> Probes);

/// <summary>Whether an activity asks or does.</summary>
public enum ActivityType
{
    /// <summary>It asks.</summary>
    Probe,

    /// <summary>It does something.</summary>
    Action,
}

/// <summary>One thing that is asked or done.</summary>
public sealed record Activity
{
    /// <summary>Whether it asks or does.</summary>
    public required ActivityType Type { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>By whom: an object with a <c>type</c> of <c>python</c> (module, func, arguments), <c>http</c> (url and more) or <c>process</c> (path and more), kept as it was written.</summary>
    public required JsonObject Provider { get; init; }

    /// <summary>What a probe's answer must be; null for a probe outside the hypothesis that has none.</summary>
    public Tolerance? Tolerance { get; init; }

    /// <summary>The pause before it. Default none.</summary>
    public TimeSpan PauseBefore { get; init; }

    /// <summary>The pause after it. Default none.</summary>
    public TimeSpan PauseAfter { get; init; }

    /// <summary>Whether the next one does not wait for it. Default false.</summary>
    public bool IsBackground { get; init; }
}
