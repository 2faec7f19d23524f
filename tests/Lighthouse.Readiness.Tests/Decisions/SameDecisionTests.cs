using System.Security.Cryptography;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Reporting;
using Xunit;

namespace Lighthouse.Readiness.Tests.Decisions;

/// <summary>The evidence of a run, read, judged and decided on as often as one likes, gives one decision and the same reports, byte for byte.</summary>
public sealed class SameDecisionTests : IDisposable
{
    private const int Times = 50;
    private readonly MadeUpWeek week = new();
    private readonly string folder = Directory.CreateTempSubdirectory("lighthouse-same-").FullName;

    public void Dispose()
    {
        week.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(false, Outcome.Go)]
    [InlineData(true, Outcome.NoGo)]
    public void Fifty_evaluations_of_one_bundle_give_one_digest(bool isMissed, Outcome expected)
    {
        foreach (var day in MadeUpWeek.Runbook.Days)
            week.Write(day, isMissed && day.Name == "Tuesday" ? Worse : null);
        var digests = Enumerable.Range(0, Times).Select(time => Evaluate(Path.Combine(folder, $"{time}"), expected)).ToHashSet();
        Assert.Single(digests);
    }

    private string Evaluate(string reports, Outcome expected)
    {
        Directory.CreateDirectory(reports);
        var decision = week.Decide();
        Assert.True(expected == decision.Outcome, string.Join(Environment.NewLine, decision.Rationale));
        var written = ReportWriter.WriteDecision(reports, MadeUpWeek.Runbook, decision).Order(StringComparer.Ordinal);
        return string.Concat(written.Select(file => $"{Path.GetFileName(file)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}\n"));
    }

    private static IEnumerable<EvidenceEntry> Worse(IEnumerable<EvidenceEntry> entries) => entries.Select(entry => entry is Measured { Measurement: { Observation: DistributionObservation } measurement }
        ? new Measured(measurement with { Observation = new DistributionObservation(new Distribution(Unit.Second, [new Bucket(0.001, 9_000), new Bucket(100, 1_000)])) })
        : entry);
}
