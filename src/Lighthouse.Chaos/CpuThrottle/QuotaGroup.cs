using Lighthouse.Chaos.ControlGroups;
using Lighthouse.Chaos.ProcessKill;

namespace Lighthouse.Chaos.CpuThrottle;

/// <summary>Lets the kernel's scheduler give a process so much of a core and no more, in a control group of its own; the kernel counts how often it had to.</summary>
internal sealed class QuotaGroup(ProcessIdentity process, ControlGroup group, ControlGroupJournal journal, CpuThrottleOptions options) : IThrottle
{
    public const string Controller = "cpu";
    private const string Account = "cpu.stat", Throttled = "nr_throttled";
    private long _before;

    public EffectProof Seen
    {
        get
        {
            var times = (group.Counter(Account, Throttled) ?? 0) - _before;
            return new EffectProof(times > 0, $"held back {times} times by the kernel's account");
        }
    }

    /// <summary>One for a process; why there can be none where there can not.</summary>
    public static (QuotaGroup? Throttle, string? Missing) For(ProcessIdentity process, ControlGroupJournal journal, CpuThrottleOptions options)
    {
        var (group, missing) = ControlGroup.For(Controller, process.Id);
        return (group is null ? null : new QuotaGroup(process, group, journal, options), missing);
    }

    public void Begin()
    {
        group.Make(journal);
        var (quota, period) = (FormattableString.Invariant($"{options.Period.TotalMicroseconds * options.Share:0}"), FormattableString.Invariant($"{options.Period.TotalMicroseconds:0}"));
        if (group.IsUnified)
        {
            group.Write("cpu.max", $"{quota} {period}");
        }
        else
        {
            group.Write("cpu.cfs_period_us", period);
            group.Write("cpu.cfs_quota_us", quota);
        }

        _before = group.Counter(Account, Throttled) ?? 0;
        group.Take(process);
    }

    public void Look()
    {
        // The kernel counts by itself.
    }

    public void Dispose()
    {
        group.Remove();
        journal.Strike(group);
    }
}
