using System.Text.Json;
using Lighthouse.Readiness.Evidence.Lines;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Evidence;

/// <summary>
/// Reads what a suite in another language wrote to <c>LIGHTHOUSE_EVIDENCE</c>: one JSON object a line, each a measurement or the end of a test.
/// One line that does not fit makes all of it unbelievable: what a reader had to guess at is no evidence.
/// </summary>
/// <param name="runbook">The runbook.</param>
/// <param name="day">The day that the suite measured.</param>
/// <param name="profile">The profile of the run.</param>
public sealed class ReportedLines(Runbook runbook, Day day, Profile profile)
{
    /// <summary>The most bytes that a report may have.</summary>
    public const long MostBytes = 64 << 20;

    /// <summary>Reads the lines. A gate with measurements and no test of its own gets one that passed: the suite itself, which came to its end.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Measurements and ended tests, in the order of the lines.</returns>
    /// <exception cref="EvidenceException">The file is missing, empty or too large, or a line does not fit; the message names the line.</exception>
    public IReadOnlyList<EvidenceEntry> Read(string path)
    {
        var entries = new List<EvidenceEntry>();
        var number = 0;
        foreach (var line in LinesOf(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                entries.Add(Entry(line, number));
        }

        if (entries.Count == 0)
            throw new EvidenceException(EvidenceCodes.NothingReported, $"the suite of {day.Name} ended and reported nothing; it writes one JSON object a line to the file that LIGHTHOUSE_EVIDENCE names.");
        return [.. entries, .. Whole(entries)];
    }

    private static string[] LinesOf(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.LinkTarget is not null || file.Length == 0)
            return [];
        return file.Length <= MostBytes
            ? File.ReadAllLines(path)
            : throw new EvidenceException(EvidenceCodes.TooLarge, $"the suite reported {file.Length:#,##0} bytes; at most {MostBytes:#,##0} are allowed.");
    }

    private EvidenceEntry Entry(string text, int number)
    {
        try
        {
            var line = ReportedLine.Parse(text);
            return line.Metric is null ? Ended(line) : Measurement(line);
        }
        catch (Exception problem) when (problem is JsonException or EvidenceException or ArgumentException)
        {
            throw new EvidenceException(EvidenceCodes.NotReported, $"line {number} of what the suite reported does not fit: {problem.Message}", problem);
        }
    }

    private Measured Measurement(ReportedLine line)
    {
        if (line.Outcome is not null || line.Message is not null || line.Seconds is not null)
            throw new JsonException("a measurement has no outcome, message or seconds; write a line of its own for the test");
        var measurement = new Measurement(line.Metric!, line.Gate ?? OnlyGateOf(line.Metric!), Observation(line), line.How ?? "", line.Test ?? day.Suite, line.Doubts ?? []);
        MeasurementCheck.Require(runbook, profile, measurement);
        RequireOurs(measurement.Gate);
        return new Measured(measurement);
    }

    private static Observation Observation(ReportedLine line) => line switch
    {
        { Value: { } value, Attempts: { } attempts, Hits: null, Trials: null, Values: null } => new ScalarObservation(new Quantity(value, UnitOf(line)), attempts),
        { Hits: { } hits, Trials: { } trials, Value: null, Attempts: null, Values: null, Unit: null } => new ProportionObservation(hits, trials),
        { Values: { } values, Value: null, Attempts: null, Hits: null, Trials: null } =>
            new DistributionObservation(new Distribution(UnitOf(line), values.Select(value => new Bucket(value, 1)))),
        _ => throw new JsonException("a measurement has either 'value', 'unit' and 'attempts', or 'hits' and 'trials', or 'values' and 'unit'"),
    };

    private static Unit UnitOf(ReportedLine line) => Unit.TryParse(line.Unit ?? "", out var unit)
        ? unit
        : throw new JsonException($"unknown unit '{line.Unit}'; allowed are {QuantityParser.AllowedUnits}");

    private TestEnded Ended(ReportedLine line)
    {
        if (line is not { Test: { Length: > 0 } test, Gate: { } gate, Outcome: { } outcome })
            throw new JsonException("a line has either 'metric', or 'test', 'gate' and 'outcome'");
        if (line.How is not null || line.Doubts is not null || line.Value is not null || line.Hits is not null || line.Values is not null)
            throw new JsonException("the end of a test has 'test', 'gate', 'outcome', 'message' and 'seconds' alone");
        RequireOurs(gate);
        return new TestEnded(test, gate, outcome switch
        {
            "passed" => TestOutcome.Passed,
            "failed" => TestOutcome.Failed,
            "skipped" => TestOutcome.Skipped,
            _ => throw new JsonException($"the outcome '{outcome}' is none of passed, failed, skipped"),
        }, line.Message, line.Seconds ?? 0);
    }

    private string OnlyGateOf(string metric)
    {
        var gates = day.Gates.Where(gate => gate.Criteria.Any(criterion => criterion.Metric == metric)).Select(gate => gate.Id).ToList();
        return gates is [var only]
            ? only
            : throw new JsonException($"{(gates.Count == 0 ? "no gate" : "more than one gate")} of {day.Name} has a criterion on metric '{metric}'; name it with 'gate'");
    }

    private void RequireOurs(string gate)
    {
        if (day.Gates.All(known => known.Id != gate))
            throw new JsonException($"gate '{gate}' is none of {day.Name}; its gates: {string.Join(", ", day.Gates.Select(known => known.Id))}");
    }

    private static IEnumerable<TestEnded> Whole(List<EvidenceEntry> entries)
    {
        var tested = entries.OfType<TestEnded>().Select(test => test.Gate).ToHashSet();
        return entries.OfType<Measured>().Select(measured => measured.Measurement).Where(one => !tested.Contains(one.Gate))
            .Select(one => new TestEnded(one.Test, one.Gate, TestOutcome.Passed, null, 0)).Distinct();
    }
}
