using Lighthouse.Chaos;
using Lighthouse.Pipeline.Containers;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Targets;

namespace Lighthouse.Pipeline.Runs;

/// <summary>Where a run keeps its files, below the artifacts folder.</summary>
/// <param name="artifacts">The artifacts folder.</param>
/// <param name="runbookName">Name of the runbook.</param>
public sealed class RunFolder(string artifacts, string runbookName)
{
    /// <summary>The artifacts folder, absolute.</summary>
    public string Artifacts { get; } = Path.GetFullPath(artifacts);

    /// <summary>The reports: <c>week2_results</c> for a runbook named <c>week2</c>.</summary>
    public string Results { get; init; } = Path.Combine(Path.GetFullPath(artifacts), $"{runbookName}_results");

    /// <summary>The evidence logs.</summary>
    public string Evidence => Path.Combine(Results, "evidence");

    /// <summary>What is known of the run itself.</summary>
    public string Manifest => Path.Combine(Evidence, "run.json");

    /// <summary>Logs of the pipeline, the suites and the targets.</summary>
    public string Logs => Path.Combine(Artifacts, "logs");

    /// <summary>Files that are gone after the run.</summary>
    public string Scratch => Path.Combine(Artifacts, "scratch");

    /// <summary>The register of findings over all runs.</summary>
    public string Findings => Path.Combine(Artifacts, "findings", "register.jsonl");

    /// <summary>Held open by the one run that writes here.</summary>
    public string Lock => Path.Combine(Artifacts, "run.lock");

    /// <summary>The processes of this run, for the next start to end if this one is killed.</summary>
    public ProcessJournal Journal => new(Path.Combine(Artifacts, "journal"));

    /// <summary>The containers of this run, for the next start to remove if this one is killed.</summary>
    internal ContainerJournal Containers => new(Journal.Folder);

    /// <summary>The faults of this run that reach outside its suites, for the next start to undo if this one is killed.</summary>
    public FaultJournal Faults => new(Path.Combine(Journal.Folder, FaultJournal.FolderName), TimeProvider.System);

    /// <summary>The evidence log of a day.</summary>
    public string EvidenceOf(Day day) => Path.Combine(Evidence, $"{day.Name.ToLowerInvariant()}.jsonl");

    /// <summary>A log file.</summary>
    public string Log(string name) => Path.Combine(Logs, name);
}
