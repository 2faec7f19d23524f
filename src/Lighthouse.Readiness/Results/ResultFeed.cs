using System.Globalization;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Results;

/// <summary>
/// Turns what other tools measured into evidence of the gates that name it: a measurement for each source, with the tool, the file and its
/// digest, and a test for each gate that says whether all of it could be read. Judges nothing.
/// </summary>
public static class ResultFeed
{
    /// <summary>The age from which on a file is no result of this run any more.</summary>
    public static readonly TimeSpan MostAge = TimeSpan.FromHours(24);

    private const double UsualConfidence = 0.95;

    /// <summary>The entries of a gate; none when it has no sources.</summary>
    /// <param name="runbook">The runbook.</param>
    /// <param name="profile">The profile of the run.</param>
    /// <param name="gate">The gate.</param>
    /// <param name="folder">The folder of results; null when none was given.</param>
    /// <param name="now">Now: results may be only so old.</param>
    public static IReadOnlyList<EvidenceEntry> Of(Runbook runbook, Profile profile, Gate gate, string? folder, DateTimeOffset now)
    {
        if (gate.Sources.Count == 0 || !gate.IsEvaluatedIn(profile))
            return [];
        var entries = new List<EvidenceEntry>();
        foreach (var file in gate.Sources.GroupBy(source => (source.File, source.Format, source.Unit)))
        {
            try
            {
                var results = folder is null
                    ? throw new ResultException(ResultException.NoFolder, "no folder of results was given; give the one that the tool writes to with --results=DIR.")
                    : ResultReader.Read(folder, file.Key.File, file.Key.Format, file.Key.Unit);
                Measurement[] measurements = [.. file.Select(source => Measure(gate, source, results, now))];
                foreach (var measurement in measurements)
                    MeasurementCheck.Require(runbook, profile, measurement);
                entries.AddRange(measurements.Select(measurement => new Measured(measurement)));
                entries.Add(new TestEnded(TestOf(file.Key.File), gate.Id, TestOutcome.Passed, null, 0));
            }
            catch (Exception problem) when (problem is ResultException or EvidenceException)
            {
                // Nothing was measured, and the reason says why: the gate is NotRun, whatever its other sources say.
                entries.Add(new TestEnded(TestOf(file.Key.File), gate.Id, TestOutcome.NotRun, problem.Message, 0));
            }
        }

        return entries;
    }

    private static Measurement Measure(Gate gate, ResultSource source, ToolResults results, DateTimeOffset now)
    {
        var confidence = gate.Criteria.Where(criterion => criterion.Metric == source.Metric).Select(criterion => criterion.Confidence).DefaultIfEmpty(UsualConfidence).Max();
        var label = results[source.Label];
        var observation = label.Find(source.Figure, confidence)
            ?? throw new ResultException(ResultException.UnknownFigure, $"'{source.File}' does not tell '{source.Figure}' of '{source.Label}'; ask the tool to write it, or name another figure.");
        var age = now - results.WrittenAt;
        IEnumerable<string> tooOld = age > MostAge || age < -MostAge
            ? [$"{ResultException.TooOld}: '{source.File}' was written {results.WrittenAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}Z; results of this run are at most {MostAge.TotalHours:0} h old."]
            : [];
        return new Measurement(
            source.Metric, gate.Id, observation,
            string.Create(CultureInfo.InvariantCulture, $"By {source.Format}, not by this run's suite: {source.Figure} of '{source.Label}' in '{source.File}' (SHA-256 {results.Sha256}), written {results.WrittenAt:yyyy-MM-dd HH:mm:ss}Z."),
            TestOf(source.File),
            [.. label.Doubts, .. tooOld]);
    }

    private static string TestOf(string file) => $"results/{file}";
}
