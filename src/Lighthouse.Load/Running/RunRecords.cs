using Lighthouse.Load.Recording;

namespace Lighthouse.Load.Running;

/// <summary>What a run has seen so far, the warm-up apart from what counts.</summary>
internal sealed class RunRecords(LoadOptions options, bool oneWriter = false)
{
    /// <summary>What counts.</summary>
    public RunRecord Measured { get; } = new(options.MaxStartDelay, oneWriter);

    /// <summary>What the warm-up saw; null when there is none.</summary>
    public RunRecord? WarmUp { get; } = options.WarmUp > TimeSpan.Zero ? new RunRecord(options.MaxStartDelay, oneWriter) : null;

    /// <summary>How late the thread pool ran what was put to it, sampled all through the run; empty for an engine that does not use it.</summary>
    public LatencyHistogram SchedulingDelay { get; } = new();

    /// <summary>The record that an iteration belongs to, by its intended start.</summary>
    public RunRecord Of(TimeSpan intended) => WarmUp is not null && intended < options.WarmUp ? WarmUp : Measured;
}
