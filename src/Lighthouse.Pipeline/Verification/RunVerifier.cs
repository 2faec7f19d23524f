using Lighthouse.Pipeline.Runs;
using Lighthouse.Readiness.Attestations;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Reporting;

namespace Lighthouse.Pipeline.Verification;

/// <summary>
/// Checks a results folder from its evidence alone: judges and decides again, writes every report again in another place, and compares them byte by byte.
/// </summary>
/// <param name="run">The run's runbook, options and folder.</param>
internal sealed class RunVerifier(ReadinessRun run)
{
    private static readonly string[] NotReports = ["evidence", ArtifactNames.Certificate];

    /// <summary>Verifies the folder.</summary>
    /// <returns>The decision as made again, and everything that does not fit, the first thing first.</returns>
    /// <exception cref="PipelineException">There is no decided run, or it is not signed as it must be; the message names the first thing that does not fit.</exception>
    public (Decision Decision, IReadOnlyList<string> Differences, Signer Signer) Verify()
    {
        var bundle = Open();
        var manifest = RunManifest.Read(run.Folder.Manifest) ?? throw new PipelineException(
            ExitCode.NoDecision, $"LH5401: '{run.Folder.Manifest}' is missing; there is no run to verify in {run.Folder.Results}.");
        if (manifest.DecidedAt is not { } at)
            throw new PipelineException(ExitCode.NoDecision, $"LH5402: no decision was made of this run; run {run.Runbook.BuildCommand} --target=GoNoGo.");
        var again = Path.Combine(run.Folder.Scratch, $"verify-{manifest.Identity.RunId[..8]}");
        Directory.CreateDirectory(again);
        try
        {
            var decision = run.DecideAt(manifest, at, manifest.Identity.Commit);
            foreach (var day in decision.Days)
                ReportWriter.WriteDay(again, run.Runbook, manifest.Identity, day);
            ReportWriter.WriteDecision(again, run.Runbook, decision);
            BundleWriter.WriteCertificateText(again, run.Runbook, decision, bundle.Signer);
            IReadOnlyList<string> differences = [.. Faults(decision).Concat(Differences(again))];
            if (differences.Count == 0)
                bundle.Require(run.Runbook, decision);
            return (decision, differences, bundle.Signer);
        }
        catch (AttestationException problem)
        {
            throw NotAsSigned(problem);
        }
        finally
        {
            Directory.Delete(again, recursive: true);
        }
    }

    private Bundle Open()
    {
        try
        {
            return Bundle.Open(run.Folder.Results, RunKey.Trusted(run.Options));
        }
        catch (AttestationException problem)
        {
            throw NotAsSigned(problem);
        }
    }

    private static PipelineException NotAsSigned(AttestationException problem) =>
        new(ExitCode.NoDecision, $"LH5405: the results are not what was signed; first: {problem.Message}", problem);

    private static IEnumerable<string> Faults(Decision decision) =>
        decision.Days.SelectMany(day => day.Faults.Select(fault => $"evidence of {day.Day.Name}, line {fault.Line}: {fault.Code}: {fault.Message}"));

    private IEnumerable<string> Differences(string again)
    {
        var expected = Files(again);
        var found = Files(run.Folder.Results);
        foreach (var file in expected.Except(found))
            yield return $"{file}: missing; the evidence calls for it";
        foreach (var file in expected.Intersect(found))
        {
            if (!File.ReadAllBytes(Path.Combine(again, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(run.Folder.Results, file))))
                yield return $"{file}: differs from what the evidence gives";
        }

        foreach (var file in found.Except(expected).Where(file => !file.EndsWith("_failure.json", StringComparison.Ordinal)))
            yield return $"{file}: nothing in the evidence calls for it";
    }

    private static IReadOnlyList<string> Files(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file))
            .Where(file => !NotReports.Contains(file.Split(Path.DirectorySeparatorChar)[0]))
            .Order(StringComparer.Ordinal),
    ];
}
