namespace Lighthouse.Readiness.Runbooks;

/// <summary>What must be shown before a release, read from YAML by <see cref="RunbookReader"/>.</summary>
/// <param name="Name">Its name, such as <c>week2</c>.</param>
/// <param name="Title">One line for a report.</param>
/// <param name="Digest">SHA-256 of the file's bytes, lower-case hex.</param>
/// <param name="Path">Where it was read from.</param>
/// <param name="Metrics">Every metric that a suite may record.</param>
/// <param name="Days">In order.</param>
/// <param name="Planned">Gates that are demanded but not yet measured.</param>
/// <param name="Decision">How the decision is made.</param>
public sealed record Runbook(
    string Name, string Title, string Digest, string Path, IReadOnlyList<MetricDefinition> Metrics,
    IReadOnlyList<Day> Days, IReadOnlyList<PlannedGate> Planned, DecisionRules Decision)
{
    /// <summary>The system under test; null when the build itself knows it.</summary>
    public TargetDefinition? Target { get; init; }

    /// <summary>The command that runs this runbook's build, as messages and reports tell it. Default <c>./build.sh</c>.</summary>
    public string BuildCommand { get; init; } = "./build.sh";

    /// <summary>Every gate of every day, in order.</summary>
    public IEnumerable<Gate> Gates => Days.SelectMany(day => day.Gates);

    /// <summary>The gate of that id; null when there is none (a planned gate is none).</summary>
    public Gate? FindGate(string id) => Gates.FirstOrDefault(gate => gate.Id == id);

    /// <summary>The metric of that name; null when there is none.</summary>
    public MetricDefinition? FindMetric(string name) => Metrics.FirstOrDefault(metric => metric.Name == name);

    /// <summary>The day of that name; null when there is none.</summary>
    public Day? FindDay(string name) => Days.FirstOrDefault(day => day.Name == name);
}
