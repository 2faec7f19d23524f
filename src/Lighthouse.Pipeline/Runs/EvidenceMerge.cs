using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Reporting;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Pipeline.Runs;

/// <summary>Brings together the days of one run that other builds carried out. Nothing that comes from them is trusted.</summary>
/// <param name="runbook">The runbook.</param>
/// <param name="commit">The commit that is judged here.</param>
/// <param name="folder">Where the evidence goes.</param>
internal sealed class EvidenceMerge(Runbook runbook, string commit, RunFolder folder)
{
    private const long LargestManifest = 1 << 20;

    /// <summary>Checks and copies the evidence, and writes the manifest of the whole run.</summary>
    /// <param name="sources">Results folders, the artifacts folders that hold them, or the evidence folders in them.</param>
    /// <exception cref="PipelineException">Something is of another run, commit or runbook, damaged, or there twice.</exception>
    public void From(IReadOnlyList<string> sources)
    {
        var parts = sources.Select(Open).ToList();
        var identity = parts[0].Manifest.Identity;
        foreach (var (path, manifest) in parts)
            RequireSame(path, identity, manifest.Identity);
        var days = parts.SelectMany(part => part.Manifest.Heads.Select(head => Part(part.Path, part.Manifest.Identity, head.Key, head.Value))).ToList();
        if (days.GroupBy(day => day.Day.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Refused("LH5206", $"{twice.Key} is there {twice.Count()} times ({string.Join(", ", twice.Select(day => day.Log))}); a run has each day once");

        if (Directory.Exists(folder.Results))
            Directory.Delete(folder.Results, recursive: true);
        Directory.CreateDirectory(folder.Evidence);
        foreach (var (day, log, _) in days)
            File.Copy(log, folder.EvidenceOf(day));
        new RunManifest(identity, parts.Min(part => part.Manifest.Started), days.ToDictionary(day => day.Day.Name, day => day.Head), null).Write(folder.Manifest);
    }

    private (string Path, RunManifest Manifest) Open(string source)
    {
        var full = Path.GetFullPath(source);
        string[] places = [full, Path.Combine(full, "evidence"), Path.Combine(full, $"{runbook.Name}_results", "evidence")];
        var evidence = places.FirstOrDefault(place => File.Exists(Path.Combine(place, "run.json")))
            ?? throw Refused("LH5203", $"'{source}' holds no run.json; give the results folder of a day's build");
        // What is decided on must outlive the making of room for the decision.
        if (IsWithin(evidence, folder.Results))
            throw Refused("LH5207", $"'{source}' is the folder that the decision is written to; choose another with --artifacts=DIR");
        var file = new FileInfo(Path.Combine(evidence, "run.json"));
        if (file.LinkTarget is not null || file.Length is 0 or > LargestManifest)
            throw Refused("LH5203", $"'{file.FullName}' is a link, empty or larger than {LargestManifest:#,##0} bytes");
        return (evidence, RunManifest.Read(file.FullName)!);
    }

    private void RequireSame(string path, RunIdentity first, RunIdentity identity)
    {
        if (identity.RunbookDigest != runbook.Digest)
            throw Refused("LH5204", $"'{path}' was measured by runbook {identity.RunbookDigest}; this one is {runbook.Digest}");
        if (identity.Commit != commit)
            throw Refused("LH5204", $"'{path}' was measured on commit {identity.Commit}; this one is {commit}");
        if (identity != first)
            throw Refused("LH5204", $"'{path}' is of run {identity.RunId} (profile {identity.Profile}, seed {identity.Seed}), the first of run {first.RunId} (profile {first.Profile}, seed {first.Seed}); give every job the same --run-id, --profile and --seed");
    }

    private (Day Day, string Log, EvidenceHead Head) Part(string path, RunIdentity identity, string name, EvidenceHead head)
    {
        var day = runbook.FindDay(name) ?? throw Refused("LH5205", $"'{path}' has evidence of '{name}', which is no day of the runbook");
        var log = Path.Combine(path, Path.GetFileName(folder.EvidenceOf(day)));
        return EvidenceReader.Read(log, identity, head, day.Name).Faults is [var fault, ..]
            ? throw Refused("LH5205", $"the evidence of {name} in '{path}' cannot be believed: {fault.Code}: {fault.Message}")
            : (day, log, head);
    }

    private static bool IsWithin(string path, string folder) =>
        Path.TrimEndingDirectorySeparator(path) is var one && (one == folder || one.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    private static PipelineException Refused(string code, string why) =>
        new(ExitCode.NoDecision, $"{code}: the evidence is not merged: {Untrusted.ForConsole(why)}.");
}
