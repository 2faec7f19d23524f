using Lighthouse.Chaos.SteadyState;

namespace Lighthouse.Chaos;

/// <summary>Injects a fault, proves it, heals it whatever happens, proves that, and times it all from the injection.</summary>
/// <param name="fault">The harm.</param>
/// <param name="options">What goes on around it.</param>
/// <param name="time">The clock.</param>
public sealed class Experiment(IFault fault, ExperimentOptions options, TimeProvider time)
{
    private long? _injectedAt;
    private EffectProof? _effect;
    private EffectProof? _healing;
    private TimeSpan? _untilEffect;
    private TimeSpan? _untilHealed;
    private TimeSpan? _recovery;

    /// <summary>Runs the experiment once.</summary>
    /// <param name="cancellation">Ends it early; what was injected is healed before.</param>
    /// <exception cref="ArgumentException">An option is outside what is allowed; nothing has happened.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, and healed.</exception>
    /// <exception cref="AggregateException">It was cancelled or broke off, and the healing failed, too.</exception>
    public async Task<ExperimentResult> RunAsync(CancellationToken cancellation)
    {
        options.Validate();
        fault.Validate();
        cancellation.ThrowIfCancellationRequested();
        if (options.SteadyState is not null && !await RecoveryClock.HoldsAsync(options.SteadyState, options.RecoverWithin, time, cancellation))
            return Result(ExperimentStatus.NotRun, "LHC4011: the target was not in its steady state before the fault; find out why first.");
        try
        {
            await fault.PrepareAsync(cancellation);
        }
        catch (ChaosException exception)
        {
            return Result(ExperimentStatus.NotRun, exception.Message);
        }

        _injectedAt = time.GetTimestamp();
        var clock = RecoveryClock.Start(time);
        var reason = await HarmAsync(clock, cancellation);
        if (reason is null)
            reason = await ProveHealingAsync(clock, cancellation);
        if (_effect?.IsProven != true)
            return Result(ExperimentStatus.NotRun, reason);
        if (_healing?.IsProven != true)
            return Result(_healing?.IsUndone == true ? ExperimentStatus.NotRecovered : ExperimentStatus.NotHealed, reason);
        if (options.SteadyState is not null)
            _recovery = await clock.UntilSteadyAsync(options.SteadyState, options.SteadyFor, options.ProbeEvery, options.RecoverWithin, cancellation);
        return Result(ExperimentStatus.Completed, null);
    }

    /// <summary>Injects, proves, lasts, heals. Returns why the experiment cannot go on; null when it can.</summary>
    private async Task<string?> HarmAsync(RecoveryClock clock, CancellationToken cancellation)
    {
        string? reason = null;
        Exception? broken = null;
        try
        {
            await fault.InjectAsync(cancellation);
            _effect = await fault.ProveEffectAsync(cancellation);
            _untilEffect = clock.Elapsed;
            if (!_effect.IsProven)
                reason = $"LHC4012: the effect of '{fault.Name}' was not seen: {_effect.Detail}";
            else if (options.WhileInEffect is not null)
                await options.WhileInEffect(cancellation);
        }
        catch (ChaosException exception) when (_effect is null)
        {
            reason = exception.Message;
        }
        catch (Exception exception)
        {
            broken = exception;
        }

        var healing = await HealAsync();
        if (broken is not null)
            throw healing is null ? Rethrown(broken) : new AggregateException(broken, healing);
        return reason is null || healing is null ? reason ?? healing?.Message : $"{reason} {healing.Message}";
    }

    private async Task<Exception?> HealAsync()
    {
        // The caller's token may be the reason why we are here; healing has a bound of its own.
        using var bound = new CancellationTokenSource(options.HealWithin, time);
        try
        {
            await fault.HealAsync(bound.Token).WaitAsync(bound.Token);
            return null;
        }
        catch (Exception exception)
        {
            return new ChaosException($"LHC4013: healing '{fault.Name}' failed: {exception.Message} Look after the target by hand.", exception);
        }
    }

    private async Task<string?> ProveHealingAsync(RecoveryClock clock, CancellationToken cancellation)
    {
        using var bound = new CancellationTokenSource(options.HealWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellation);
        try
        {
            _healing = await fault.ProveHealedAsync(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            _healing = EffectProof.NotProven($"not seen within {options.HealWithin.TotalSeconds:0.#} s");
        }

        _untilHealed = clock.Elapsed;
        return _healing.IsProven ? null
            : _healing.IsUndone ? $"LHC4015: '{fault.Name}' is undone, and the target did not come back: {_healing.Detail}"
            : $"LHC4014: the healing of '{fault.Name}' was not seen: {_healing.Detail}";
    }

    private static Exception Rethrown(Exception exception)
    {
        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception);
        return exception;
    }

    private ExperimentResult Result(ExperimentStatus status, string? reason) => new()
    {
        Fault = fault.Name,
        Status = status,
        Reason = reason,
        InjectedAt = _injectedAt,
        Effect = _effect,
        Healing = _healing,
        UntilEffect = _untilEffect,
        UntilHealed = _untilHealed,
        Recovery = _recovery,
    };
}
