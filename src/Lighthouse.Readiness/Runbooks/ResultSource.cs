using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Results;

namespace Lighthouse.Readiness.Runbooks;

/// <summary>Where a metric of a gate comes from when another tool measured it.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Format">The tool.</param>
/// <param name="File">The file below the folder of results (<c>--results=DIR</c>), with forward slashes.</param>
/// <param name="Label">The scenario, request or test in it; <c>total</c> for all together.</param>
/// <param name="Figure">Which figure of it, such as <c>p99</c> or <c>errors</c>.</param>
/// <param name="Unit">Unit of its numbers, where the format does not say it; null elsewhere.</param>
/// <param name="Location">Where it stands.</param>
public sealed record ResultSource(string Metric, ResultFormat Format, string File, string Label, string Figure, Unit? Unit, SourceLocation Location);
