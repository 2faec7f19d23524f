using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Runbooks;

/// <summary>A metric that the suites may record: its name, its shape and what it counts.</summary>
/// <param name="Name">Lower-case words joined by <c>.</c> and <c>_</c>, such as <c>elicitation.end_to_end</c>.</param>
/// <param name="Shape">What kind of observation feeds it.</param>
/// <param name="Dimension">What it measures.</param>
/// <param name="Meaning">One sentence for the reader of a report.</param>
/// <param name="Location">Where it stands.</param>
public sealed record MetricDefinition(string Name, MetricShape Shape, Dimension Dimension, string Meaning, SourceLocation Location);

/// <summary>The shapes of an observation.</summary>
public enum MetricShape
{
    /// <summary>One number.</summary>
    Scalar,

    /// <summary>So many of so many.</summary>
    Proportion,

    /// <summary>Many numbers.</summary>
    Distribution,

    /// <summary>A number computed from many observations, with its bounds.</summary>
    Estimate,
}
