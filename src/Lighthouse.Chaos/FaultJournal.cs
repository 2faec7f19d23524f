using Lighthouse.Chaos.Containers;
using Lighthouse.Chaos.ControlGroups;
using Lighthouse.Chaos.FileDamage;
using Lighthouse.Chaos.Processes;

namespace Lighthouse.Chaos;

/// <summary>
/// Everything that a run's faults change outside its own process, written down before it is changed, so that the next start can undo what a killed run
/// left behind. What ends by itself with the run or its target (proxies, tracers, mount namespaces, limits of a process) needs no entry.
/// </summary>
public sealed class FaultJournal
{
    /// <summary>The journal's folder within the one where a run writes down what it started.</summary>
    public const string FolderName = "faults";

    /// <summary>Opens the journal in a folder, which is made when missing. Earlier entries stay until they are undone.</summary>
    /// <param name="folder">Where the entries lie; it must outlive the run.</param>
    /// <param name="time">The clock.</param>
    public FaultJournal(string folder, TimeProvider time)
    {
        Stopped = new StopJournal(folder);
        Damaged = new DamageJournal(folder, time);
        Groups = new ControlGroupJournal(folder);
        Containers = new ContainerFaultJournal(folder, time);
    }

    /// <summary>Processes that are stopped.</summary>
    public StopJournal Stopped { get; }

    /// <summary>Files that are damaged.</summary>
    public DamageJournal Damaged { get; }

    /// <summary>Control groups that processes were moved into.</summary>
    public ControlGroupJournal Groups { get; }

    /// <summary>Containers that were changed.</summary>
    public ContainerFaultJournal Containers { get; }

    /// <summary>Undoes everything that is written down. What cannot be undone stays written down and is told; the rest is undone all the same.</summary>
    /// <returns>What was found; empty when the last run left nothing.</returns>
    public IReadOnlyList<UndoneFault> UndoAll() =>
    [
        .. Undo("stopped processes", () => Stopped.UndoAll().Select(process => $"process {process.Id} was stopped and goes on")),
        .. Undo("control groups", () => Groups.UndoAll().Select(group => $"control group {group} was removed")),
        .. Undo("damaged files", () => Damaged.UndoAll().Select(file => $"file {file} is what it was before")),
        .. Containers.UndoAllAsync(CancellationToken.None).GetAwaiter().GetResult(),
    ];

    private static List<UndoneFault> Undo(string kind, Func<IEnumerable<string>> undo)
    {
        try
        {
            return [.. undo().Select(what => new UndoneFault(what, IsUndone: true))];
        }
        catch (Exception problem) when (problem is ChaosException or IOException or UnauthorizedAccessException)
        {
            return [new UndoneFault($"{kind}: {problem.Message}", IsUndone: false)];
        }
    }
}
