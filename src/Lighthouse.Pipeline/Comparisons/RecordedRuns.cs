using Lighthouse.Pipeline.Runs;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Regression;
using Lighthouse.Readiness.Reporting;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Pipeline.Comparisons;

/// <summary>Reads the runs that are to be compared from what they left. A log that cannot be believed is refused, as it is where a decision is made.</summary>
/// <param name="runbook">The runbook, by whose name results folders are named.</param>
internal sealed class RecordedRuns(Runbook runbook)
{
    private const int MostLogs = 64;
    private const int MostRuns = 1000;
    private const int Deepest = 8;

    /// <summary>Reads one run.</summary>
    /// <param name="source">A results folder, the artifacts folder that holds it, or the evidence folder in it.</param>
    /// <exception cref="PipelineException">There is no run, or its evidence cannot be believed.</exception>
    public RecordedRun Read(string source)
    {
        var full = Path.GetFullPath(source);
        string[] places = [full, Path.Combine(full, "evidence"), Path.Combine(full, $"{runbook.Name}_results", "evidence")];
        var evidence = places.FirstOrDefault(place => File.Exists(Path.Combine(place, "run.json")))
            ?? throw Refused("LH5811", $"'{source}' holds no run.json; give the artifacts folder of a run");
        return ReadEvidence(evidence);
    }

    /// <summary>Reads every run below a folder.</summary>
    /// <exception cref="PipelineException">There is none, there are too many, or the evidence of one cannot be believed.</exception>
    public IReadOnlyList<RecordedRun> ReadAll(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = Deepest, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        var found = Directory.EnumerateFiles(folder, "run.json", options).Take(MostRuns + 1).Order(StringComparer.Ordinal).ToList();
        if (found.Count is 0 or > MostRuns)
            throw Refused("LH5811", $"below '{folder}' lie {(found.Count == 0 ? "no" : "more than " + MostRuns)} runs; 1 to {MostRuns} are allowed");
        return [.. found.Select(file => ReadEvidence(Path.GetDirectoryName(file)!)).DistinctBy(run => run.Identity.RunId)];
    }

    private static RecordedRun ReadEvidence(string evidence)
    {
        var manifest = RunManifest.Read(Path.Combine(evidence, "run.json"))!;
        if (manifest.Heads.Count is 0 or > MostLogs)
            throw Refused("LH5812", $"'{evidence}' names {manifest.Heads.Count} logs; 1 to {MostLogs} are allowed");
        return RecordedRun.Of(manifest.Identity, manifest.Started, [.. manifest.Heads.OrderBy(head => head.Key, StringComparer.Ordinal).SelectMany(head => Records(evidence, manifest, head.Key, head.Value))]);
    }

    private static IReadOnlyList<EvidenceRecord> Records(string evidence, RunManifest manifest, string day, EvidenceHead head)
    {
        // The name comes from a file of somebody else's.
        if (day.Length is 0 or > 40 || !day.All(char.IsAsciiLetterOrDigit))
            throw Refused("LH5812", $"'{evidence}' names the log of a day '{day}', which is no name of a day");
        var reading = EvidenceReader.Read(Path.Combine(evidence, $"{day.ToLowerInvariant()}.jsonl"), manifest.Identity, head, day);
        return reading.Faults is [var fault, ..]
            ? throw Refused("LH5812", $"the evidence of {day} in '{evidence}' cannot be believed: {fault.Code}: {fault.Message}")
            : reading.Records;
    }

    private static PipelineException Refused(string code, string why) =>
        new(ExitCode.NoDecision, $"{code}: nothing is compared: {Untrusted.ForConsole(why)}.");
}
