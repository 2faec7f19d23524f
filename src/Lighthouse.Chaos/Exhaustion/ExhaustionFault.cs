using Lighthouse.Chaos.SteadyState;

namespace Lighthouse.Chaos.Exhaustion;

/// <summary>
/// Lets a process run out of memory or of something else that the kernel counts: it may have so much, and is pressed until it refuses or ends. Seen in the
/// kernel's account of the limit and in what became of the process.
/// </summary>
/// <param name="options">Which process, of what, and who presses.</param>
/// <param name="time">The clock.</param>
public sealed class ExhaustionFault(ExhaustionOptions options, TimeProvider time) : IFault
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_question = TimeSpan.FromSeconds(3);
    private bool _isPrepared;

    /// <inheritdoc/>
    public string Name => $"exhaustion {options.Limit.Name}";

    /// <summary>Whether the process ended of it.</summary>
    public bool HasEnded => !options.Process.IsRunning();

    /// <inheritdoc/>
    public void Validate() => options.Validate();

    /// <inheritdoc/>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        if (HasEnded)
            throw new ChaosException($"LHC5111: process {options.Process.Id} does not run, or is not the one that this run started.");
        if (!await RecoveryClock.HoldsAsync(options.IsHealthyAsync, options.ShowWithin, time, cancellation))
            throw new ChaosException("LHC5112: the target was not healthy before, so that its refusals would prove nothing.");
        options.Limit.Prepare(options.Process);
        _isPrepared = true;
    }

    /// <inheritdoc/>
    public Task InjectAsync(CancellationToken cancellation)
    {
        options.Limit.Set(options.Process);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<EffectProof> ProveEffectAsync(CancellationToken cancellation)
    {
        var limit = options.Limit.Seen(options.Process, HasEnded);
        if (!limit.IsProven)
            return EffectProof.NotProven($"the limit was not seen: {limit.Detail}");
        var clock = RecoveryClock.Start(time);
        while (clock.Elapsed < options.ShowWithin)
        {
            await RecoveryClock.HoldsAsync(PressAsync, options.ShowWithin - clock.Elapsed + s_look, time, cancellation);
            if (HasEnded)
                return Told(options.Limit.Seen(options.Process, hasEnded: true), "the process ended of it");
            if (options.IsRefusingAsync is not null && await RecoveryClock.HoldsAsync(options.IsRefusingAsync, s_question, time, cancellation))
                return Told(options.Limit.Seen(options.Process, HasEnded), "the target refused");
            await Task.Delay(s_look, time, cancellation);
        }

        return EffectProof.NotProven($"the target went on as if it lacked nothing; {limit.Detail}");
    }

    /// <inheritdoc/>
    public async Task HealAsync(CancellationToken cancellation)
    {
        if (!_isPrepared)
            return;
        options.Limit.Lift(options.Process);
        if (HasEnded)
            await options.RestartAsync(cancellation);
    }

    /// <inheritdoc/>
    public Task<EffectProof> ProveHealedAsync(CancellationToken cancellation) =>
        TargetHealth.ProveAsync(options.IsHealthyAsync, s_question, options.ShowWithin, HasEnded ? "the restarted target" : "the target that goes on", time, cancellation);

    private async Task<bool> PressAsync(CancellationToken cancellation)
    {
        await options.PressAsync(cancellation);
        return true;
    }

    private static EffectProof Told(EffectProof limit, string felt) => new(limit.IsProven, $"{felt}; {limit.Detail}");
}
