using System.Globalization;
using Lighthouse.Chaos.ControlGroups;
using Lighthouse.Chaos.ProcessKill;

namespace Lighthouse.Chaos.Exhaustion;

/// <summary>
/// A limit of memory by a control group that the process is moved into while it runs: it learns nothing of it, and when it goes beyond, the kernel kills
/// it and counts that.
/// </summary>
/// <param name="journal">Where the group is written down.</param>
/// <param name="bytes">How much it may take from now on. What it has already is counted where it was. 1 MB to 64 GB.</param>
public sealed class MemoryGroupLimit(ControlGroupJournal journal, long bytes) : ResourceLimit
{
    private const string Controller = "memory", Killed = "oom_kill";
    private ControlGroup? _group;
    private bool _isMade;

    /// <inheritdoc/>
    public override string Name => "memory-group";

    /// <summary>Why there can be none for a process here; null when there can.</summary>
    public static string? MissingFor(int processId) => ControlGroup.For(Controller, processId).Missing;

    internal override void Prepare(ProcessIdentity process)
    {
        if (bytes is < 1_000_000 or > 64L << 30)
            throw new ChaosException($"LHC5141: {bytes} bytes are not allowed; 1 MB to 64 GB are.");
        (_group, var missing) = ControlGroup.For(Controller, process.Id);
        if (_group is null)
            throw new ChaosException($"LHC5142: {missing}.");
    }

    internal override void Set(ProcessIdentity process)
    {
        _group!.Make(journal);
        _isMade = true;
        _group.Write(_group.IsUnified ? "memory.max" : "memory.limit_in_bytes", bytes.ToString(CultureInfo.InvariantCulture));
        _group.Take(process);
    }

    internal override void Lift(ProcessIdentity process)
    {
        if (!_isMade)
            return;
        _group!.Remove();
        journal.Strike(_group);
        _isMade = false;
    }

    internal override EffectProof Seen(ProcessIdentity process, bool hasEnded)
    {
        var kills = _group!.Counter(_group.IsUnified ? "memory.events" : "memory.oom_control", Killed);
        var said = $"{bytes / 1e6:0} MB by a control group; the kernel counts {kills?.ToString(CultureInfo.InvariantCulture) ?? "no"} kills in it";
        return new EffectProof(kills is { } count && (!hasEnded || count > 0), said);
    }
}
