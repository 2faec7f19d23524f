using Lighthouse.Chaos.ControlGroups;
using Lighthouse.Chaos.Processes;
using Lighthouse.Chaos.SteadyState;

namespace Lighthouse.Chaos.CpuThrottle;

/// <summary>
/// Gives a process a share of a core, by stopping it most of the time or by a control group. Seen in <c>/proc/PID/stat</c>, by the kernel's account of
/// its processor time, by how often it is found stopped or was held back, and by a fixed piece of work that takes longer.
/// </summary>
/// <param name="options">Which process, and how little.</param>
/// <param name="time">The clock.</param>
public sealed class CpuThrottleFault(CpuThrottleOptions options, TimeProvider time) : IFault
{
    private const double Slower = 2;
    private const double Apart = 0.37;
    private static readonly TimeSpan s_watch = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(5);
    private IThrottle? _throttle;
    private TimeSpan _before;

    /// <summary>Why a process cannot be throttled by a control group here; null when it can.</summary>
    public static string? QuotaMissingFor(int processId) => ControlGroup.For(QuotaGroup.Controller, processId).Missing;

    /// <inheritdoc/>
    public string Name => options.Groups is null ? "cpu-throttle" : "cpu-quota";

    /// <inheritdoc/>
    public void Validate() => options.Validate();

    /// <inheritdoc/>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        if (!options.Process.IsRunning())
            throw new ChaosException($"LHC4511: process {options.Process.Id} does not run, or is not the one that this run started.");
        _throttle = Throttle();
        _before = await WorkTimeAsync(cancellation) ?? throw new ChaosException("LHC4512: the fixed work failed before the fault, so that its time would prove nothing.");
    }

    /// <inheritdoc/>
    public Task InjectAsync(CancellationToken cancellation)
    {
        _throttle!.Begin();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<EffectProof> ProveEffectAsync(CancellationToken cancellation)
    {
        var (clock, before) = (RecoveryClock.Start(time), options.Process.Stat());
        while (clock.Elapsed < s_watch)
        {
            _throttle!.Look();
            await Task.Delay(s_look, time, cancellation);
        }

        if (before is not { } first || options.Process.Stat() is not { } last)
            return EffectProof.NotProven($"process {options.Process.Id} is gone");
        var elapsed = clock.Elapsed.TotalSeconds;
        var used = (last.CpuTicks - first.CpuTicks) / (elapsed * ProcessStat.TicksPerSecond);
        // The account has a grain of a tick for each look at it.
        var most = options.Share + 2 / (elapsed * ProcessStat.TicksPerSecond);
        var during = await WorkTimeAsync(cancellation);
        var held = _throttle!.Seen;
        var seen = $"{used:0.00} of a core used in {elapsed:0.0} s, {held.Detail}, the fixed work {_before.TotalMilliseconds:0.0} -> {during?.TotalMilliseconds ?? double.NaN:0.0} ms";
        return used <= most && held.IsProven && during >= Slower * _before ? EffectProof.Proven(seen) : EffectProof.NotProven(seen);
    }

    /// <inheritdoc/>
    public Task HealAsync(CancellationToken cancellation)
    {
        _throttle?.Dispose();
        _throttle = null;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<EffectProof> ProveHealedAsync(CancellationToken cancellation)
    {
        var clock = RecoveryClock.Start(time);
        while (true)
        {
            var stopped = options.Process.Stat() is not { State: not 'T' };
            var now = await WorkTimeAsync(cancellation);
            if (!stopped && now < TimeSpan.FromTicks(Math.Max((_before * Slower).Ticks, options.Period.Ticks / 4)))
                return EffectProof.Proven($"the process runs, the fixed work takes {now.Value.TotalMilliseconds:0.0} ms again");
            if (clock.Elapsed > options.ShowWithin)
                return EffectProof.NotProven($"the process is {(stopped ? "stopped or gone" : "running")}, the fixed work takes {now?.TotalMilliseconds ?? double.NaN:0.0} ms");
        }
    }

    private IThrottle Throttle()
    {
        if (options.Groups is null)
            return new DutyCycle(options.Process, options.Journal, options.RunsFor, options.Period);
        var (throttle, missing) = QuotaGroup.For(options.Process, options.Groups, options);
        return throttle ?? throw new ChaosException($"LHC4513: {missing}.");
    }

    /// <summary>The median time of the fixed work, begun at other places of a turn each time; null when it failed.</summary>
    private async Task<TimeSpan?> WorkTimeAsync(CancellationToken cancellation)
    {
        var times = new List<TimeSpan>();
        return await RecoveryClock.HoldsAsync(AllAsync, options.ShowWithin, time, cancellation) ? times.Order().ElementAt(times.Count / 2) : null;

        async Task<bool> AllAsync(CancellationToken bound)
        {
            while (times.Count < options.Samples)
            {
                // One right after the other would all fall into the time in which the process runs.
                await Task.Delay(options.Period * Apart, time, bound);
                var begun = time.GetTimestamp();
                await options.WorkAsync(bound);
                times.Add(time.GetElapsedTime(begun));
            }

            return true;
        }
    }
}
