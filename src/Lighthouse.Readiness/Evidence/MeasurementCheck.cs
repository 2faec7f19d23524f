using Lighthouse.Readiness.Evidence.Lines;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Evidence;

/// <summary>Checks a measurement against the runbook before it is stored, so that a misspelled metric is an error and not a gap.</summary>
internal static class MeasurementCheck
{
    /// <summary>Throws when the runbook has no place for the measurement.</summary>
    /// <exception cref="EvidenceException">It has none; the message says what is allowed.</exception>
    public static void Require(Runbook runbook, Profile profile, Measurement measurement)
    {
        RequireMetric(runbook, measurement);
        RequireGate(runbook, profile, measurement.Gate, $"measurement of metric '{measurement.Metric}'");
        if (string.IsNullOrWhiteSpace(measurement.Test) || string.IsNullOrWhiteSpace(measurement.How))
            throw Refuse(EvidenceCodes.Unexplained, measurement, "must say which test made it and how.");
        if (EntryCheck.Problem(measurement) is { } impossible)
            throw new EvidenceException(EvidenceCodes.ImpossibleValue, impossible);
    }

    private static void RequireMetric(Runbook runbook, Measurement measurement)
    {
        var metric = runbook.FindMetric(measurement.Metric)
            ?? throw Refuse(EvidenceCodes.UnknownMetric, measurement, $"is not in the runbook. It has: {string.Join(", ", runbook.Metrics.Select(known => known.Name))}.");
        var (shape, dimension) = measurement.Observation switch
        {
            ScalarObservation scalar => (MetricShape.Scalar, scalar.Value.Unit.Dimension),
            EstimateObservation estimate => (MetricShape.Estimate, estimate.Value.Unit.Dimension),
            DistributionObservation many => (MetricShape.Distribution, many.Distribution.Unit.Dimension),
            _ => (MetricShape.Proportion, Dimension.Ratio),
        };
        if (shape != metric.Shape || dimension != metric.Dimension)
            throw Refuse(EvidenceCodes.WrongShape, measurement, $"was measured as {shape} of {dimension}; the runbook allows {metric.Shape} of {metric.Dimension}.");
    }

    /// <summary>Throws when the runbook does not measure the gate in this profile.</summary>
    /// <exception cref="EvidenceException">It does not; the message says what is allowed.</exception>
    public static void RequireGate(Runbook runbook, Profile profile, string id, string subject)
    {
        var gate = runbook.FindGate(id)
            ?? throw new EvidenceException(EvidenceCodes.UnknownGate, $"the {subject} names gate '{id}', which is not in the runbook. It has: {string.Join(", ", runbook.Gates.Select(known => known.Id))}.");
        if (!gate.IsEvaluatedIn(profile))
            throw new EvidenceException(EvidenceCodes.UnknownGate, $"the {subject} names gate '{gate.Id}', which profile {profile} does not measure; {string.Join(" and ", gate.Sizes.Keys)} do.");
    }

    private static EvidenceException Refuse(string code, Measurement measurement, string problem) =>
        new(code, $"the measurement of metric '{measurement.Metric}' {problem}");
}
