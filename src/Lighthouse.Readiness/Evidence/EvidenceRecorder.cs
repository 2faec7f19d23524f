using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Waivers;

namespace Lighthouse.Readiness.Evidence;

/// <summary>
/// What a suite records its measurements with. Each is stored before it is judged, so a miss is a red test and yet on record;
/// the thresholds stay in the runbook alone. Safe for several threads.
/// </summary>
/// <param name="log">The day's log, already opened by the pipeline.</param>
/// <param name="runbook">The runbook.</param>
/// <param name="profile">The profile of the run.</param>
/// <param name="waivers">The findings that are borne for a while.</param>
/// <param name="today">The day, UTC: a waiver that has expired covers nothing.</param>
public sealed class EvidenceRecorder(EvidenceLog log, Runbook runbook, Profile profile, WaiverFile waivers, DateOnly today)
{
    private readonly Lock _lock = new();
    private readonly List<EvidenceRecord> _recorded = [];

    /// <summary>
    /// Stores measurements and judges every criterion of their gates on their metrics. A criterion is judged by all that this
    /// recorder has of it, so that measuring again cannot mend a miss.
    /// </summary>
    /// <param name="measurements">At least one. Either all are stored or, when one does not fit the runbook, none.</param>
    /// <returns>The verdicts, all Passed; empty when no criterion is on these metrics.</returns>
    /// <exception cref="EvidenceException">A measurement does not fit the runbook, or could not be stored.</exception>
    /// <exception cref="CriterionMissedException">They are stored, and a criterion is not Passed.</exception>
    public IReadOnlyList<CriterionVerdict> Record(params Measurement[] measurements)
    {
        ArgumentOutOfRangeException.ThrowIfZero(measurements.Length);
        foreach (var measurement in measurements)
            MeasurementCheck.Require(runbook, profile, measurement);

        CriterionVerdict[] verdicts;
        lock (_lock)
        {
            foreach (var measurement in measurements)
                _recorded.Add(log.Append(new Measured(measurement)));
            verdicts = [.. measurements.Select(one => one.Gate).Distinct().SelectMany(gate => JudgeGate(gate, measurements))];
        }

        return verdicts.All(verdict => verdict.Verdict == Verdict.Passed) ? verdicts : throw new CriterionMissedException(verdicts);
    }

    /// <summary>Stores a finding, before the number that it explains is recorded.</summary>
    /// <returns>The waiver that covers it; null when none does.</returns>
    /// <exception cref="EvidenceException">It names a gate that is not measured here, says too little, or could not be stored.</exception>
    public FindingWaiver? Report(ReportedFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        MeasurementCheck.RequireGate(runbook, profile, finding.Gate, $"finding '{finding.Title}'");
        var waiver = waivers.For(finding, today);
        log.Append(new FindingReported(finding, waiver));
        return waiver;
    }

    /// <summary>Stores how something went along an axis, for the reports to draw. Nothing judges it.</summary>
    /// <exception cref="EvidenceException">It names a gate that is not measured here, cannot be, or could not be stored.</exception>
    public void Draw(RecordedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        MeasurementCheck.RequireGate(runbook, profile, series.Gate, $"series '{series.Title}'");
        log.Append(new SeriesRecorded(series));
    }

    /// <summary>Stores a document that goes into the reports as it is.</summary>
    /// <param name="name">One of <see cref="Reporting.ArtifactNames.Attachments"/>.</param>
    /// <param name="content">The whole of it.</param>
    /// <exception cref="EvidenceException">There is no such document, or it could not be stored.</exception>
    public void Attach(string name, string content) => log.Append(new Attached(name, content));

    private IEnumerable<CriterionVerdict> JudgeGate(string gate, Measurement[] measurements)
    {
        HashSet<string> metrics = [.. measurements.Where(one => one.Gate == gate).Select(one => one.Metric)];
        EvidenceRecord[] mine = [.. _recorded.Where(record => record.Entry is Measured { Measurement.Gate: var id } && id == gate)];
        return runbook.FindGate(gate)!.Criteria
            .Where(criterion => metrics.Contains(criterion.Metric))
            .Select(criterion => Judge.Criterion(criterion, mine));
    }
}
