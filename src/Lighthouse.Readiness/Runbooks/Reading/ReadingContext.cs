namespace Lighthouse.Readiness.Runbooks.Reading;

/// <summary>What the sections of one runbook know of each other while they are read.</summary>
internal sealed class ReadingContext(Mistakes mistakes)
{
    internal Mistakes Mistakes { get; } = mistakes;

    /// <summary>Every metric by name, those with a mistake included.</summary>
    internal Dictionary<string, MetricDefinition> Metrics { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of gates, measured or planned.</summary>
    internal KnownNames Gates { get; } = new("gate", StringComparer.Ordinal);

    /// <summary>Days: reports are files named in lower case, so case does not tell two apart.</summary>
    internal KnownNames Days { get; } = new("day", StringComparer.OrdinalIgnoreCase);

    internal KnownNames Tasks { get; } = new("task", StringComparer.OrdinalIgnoreCase);

    /// <summary>Ids of the checklist.</summary>
    internal KnownNames Checklist { get; } = new("checklist item", StringComparer.Ordinal);
}
