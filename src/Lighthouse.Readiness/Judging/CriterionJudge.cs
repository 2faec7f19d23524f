using System.Globalization;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Judging;

/// <summary>Judges one criterion by its measurements.</summary>
internal static class CriterionJudge
{
    public static CriterionVerdict Judge(Criterion criterion, IReadOnlyList<EvidenceRecord> records)
    {
        (long Sequence, Measurement Measurement)[] mine =
        [
            .. from record in records
               let measurement = (record.Entry as Measured)?.Measurement
               where measurement?.Metric == criterion.Metric
               orderby record.Sequence
               select (record.Sequence, measurement),
        ];
        if (mine.Length == 0)
            return NotRun(criterion, 0, $"metric '{criterion.Metric}' was never measured.");

        var worst = mine
            .Select(one => ByOne(criterion, one.Measurement))
            .OrderBy(verdict => Judging.Judge.Rank(verdict.Verdict))
            .ThenByDescending(verdict => verdict.Point is { } point ? Demand.Badness(criterion, point) : double.PositiveInfinity)
            .First();
        return worst with
        {
            Evidence = [.. mine.Select(one => one.Sequence)],
            SamplesOfEach = [.. mine.Select(one => one.Measurement.Observation.Samples)],
            Reason = mine.Length == 1 ? worst.Reason : $"{worst.Reason} This is the worst of {mine.Length} measurements.",
        };
    }

    private static CriterionVerdict ByOne(Criterion criterion, Measurement measurement)
    {
        var observation = measurement.Observation;
        var doubts = string.Join("; ", measurement.Doubts);
        if (observation.Samples <= 0)
            return NotRun(criterion, 0, doubts.Length == 0 ? "nothing was attempted." : $"nothing was attempted ({doubts}).");
        if (Estimate.Of(criterion, observation) is not { } estimate)
            return NotRun(criterion, observation.Samples, $"{Shape(observation)} was recorded, which has no {criterion.Statistic.Kind.ToString().ToLowerInvariant()}.");
        if (estimate.Point.Unit.Dimension != criterion.Threshold.Unit.Dimension)
            return NotRun(criterion, observation.Samples, $"a {estimate.Point.Unit.Dimension} was recorded; a {criterion.Threshold.Unit.Dimension} is asked for.");

        // A number that is none compares as smaller than all: it would meet every upper limit.
        if (!double.IsFinite(estimate.Point.InBaseUnit) || !double.IsFinite(criterion.Threshold.InBaseUnit))
            return NotRun(criterion, observation.Samples, "what was measured, or what is allowed, is no finite number.");
        return Compare(criterion, observation, estimate, doubts);
    }

    private static CriterionVerdict Compare(Criterion criterion, Observation observation, Estimate estimate, string doubts)
    {
        var verdict = Verdict(criterion, estimate, doubts);
        var seen = $"measured {Describe(criterion, estimate, observation.Samples)}; {Demand.Allowed(criterion)} is allowed";
        var reason = verdict switch
        {
            Judging.Verdict.Inconclusive when doubts.Length > 0 => $"{seen}, but the number is in doubt: {doubts}. Remove the cause and measure again.",
            Judging.Verdict.Inconclusive => $"{seen}; {Remedy.For(criterion, observation, estimate)}",
            _ => $"{seen}.",
        };
        var unit = criterion.Threshold.Unit;
        return new CriterionVerdict(
            criterion, verdict, estimate.Point.In(unit), estimate.IsBounded ? estimate.Lower?.In(unit) : null,
            estimate.IsBounded ? estimate.Upper?.In(unit) : null, observation.Samples, reason, []);
    }

    private static Verdict Verdict(Criterion criterion, Estimate estimate, string doubts)
    {
        if (doubts.Length > 0)
            return Judging.Verdict.Inconclusive;
        if (Demand.IsMetByAll(criterion, estimate.Lower, estimate.Upper))
            return Judging.Verdict.Passed;

        // Too few samples say nothing against the target, only against the measurement.
        var tooFew = criterion.Statistic.Kind == StatisticKind.Samples && estimate.Point.CompareTo(criterion.Threshold) <= 0
            && criterion.Comparison is not (Comparison.Less or Comparison.LessOrEqual);
        return !tooFew && Demand.IsMetByNone(criterion, estimate.Lower, estimate.Upper) ? Judging.Verdict.Failed : Judging.Verdict.Inconclusive;
    }

    private static string Describe(Criterion criterion, Estimate estimate, long samples)
    {
        var unit = criterion.Threshold.Unit;
        var name = criterion.Statistic.Kind is StatisticKind.Value or StatisticKind.Samples ? "" : $"{criterion.Statistic} ";
        var count = samples.ToString("#,##0", CultureInfo.InvariantCulture);
        var point = $"{name}{estimate.Point.In(unit)}";
        if (!estimate.IsBounded)
            return $"{point} (n={count})";
        var confidence = (criterion.Confidence * 100).ToString("G4", CultureInfo.InvariantCulture);
        return $"{point} ({confidence} % bounds {Bound(estimate.Lower, unit)} and {Bound(estimate.Upper, unit)}, n={count})";
    }

    private static string Bound(Quantity? bound, Unit unit) => bound?.In(unit).ToString() ?? "none";

    private static string Shape(Observation observation) => observation switch
    {
        ScalarObservation => "a single number",
        ProportionObservation => "a proportion",
        EstimateObservation => "an estimate",
        _ => "a distribution",
    };

    private static CriterionVerdict NotRun(Criterion criterion, long samples, string reason) =>
        new(criterion, Judging.Verdict.NotRun, null, null, null, samples, reason, []);
}
