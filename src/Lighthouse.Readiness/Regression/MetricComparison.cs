using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Regression;

/// <summary>What the comparison of a figure showed.</summary>
public enum ComparisonOutcome
{
    /// <summary>It could not be compared. The default, so that what was forgotten is not good.</summary>
    Unknown,

    /// <summary>Proven worse by at least what blocks a release.</summary>
    Blocks,

    /// <summary>Proven worse by at least what has to be looked into.</summary>
    Investigate,

    /// <summary>No worsening is proven. That is not the same as being as good.</summary>
    NotProvenWorse,

    /// <summary>Proven better by at least what would have to be looked into if it were worse.</summary>
    Better,
}

/// <summary>A figure of some runs beside the same figure of others.</summary>
/// <param name="Metric">The figure.</param>
/// <param name="Baseline">Its median before; null when it was not measured then.</param>
/// <param name="Candidate">Its median now; null when it is not measured any more.</param>
/// <param name="Worsening">How many times as bad it is now: 1.2 is a fifth longer, or a sixth less of a rate. Null when it could not be compared.</param>
/// <param name="ChanceOfInvestigate">Chance of seeing this without the worsening that has to be looked into, corrected for the number of figures.</param>
/// <param name="ChanceOfBlock">The same for what blocks.</param>
/// <param name="Outcome">What it showed.</param>
public sealed record MetricComparison(
    string Metric, Quantity? Baseline, Quantity? Candidate, EstimateObservation? Worsening, double ChanceOfInvestigate, double ChanceOfBlock,
    ComparisonOutcome Outcome);
