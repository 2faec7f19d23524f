using Lighthouse.Chaos.SteadyState;

namespace Lighthouse.Chaos.Containers;

/// <summary>What the faults to containers have in common: a target that is asked, and a change that is written down, done and undone.</summary>
/// <param name="options">Which container.</param>
/// <param name="time">The clock.</param>
internal sealed class ContainerHarm(ContainerOptions options, TimeProvider time)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);
    private ContainerChange? _change;
    private string? _entry;

    public OwnContainer Container { get; } = new(options.Container);

    /// <summary>Requires that it is this run's and runs.</summary>
    public async Task<ContainerState> RequireRunningAsync(CancellationToken cancellation)
    {
        var state = await Container.RequireAsync(cancellation);
        return state.IsRunning && !state.IsPaused
            ? state
            : throw new ChaosException($"LHC5515: container {options.Container.Id} is {state.Status}; only one that runs can be harmed.");
    }

    /// <summary>Requires that the target answers.</summary>
    public async Task RequireAnswerAsync(CancellationToken cancellation)
    {
        if (!await UntilAsync(AnswersAsync, cancellation))
            throw new ChaosException("LHC5516: the target did not answer before the fault, so that no answer during it would prove nothing.");
    }

    /// <summary>Requires that it is this run's, runs, and answers.</summary>
    public async Task<ContainerState> RequireServingAsync(CancellationToken cancellation)
    {
        var state = await RequireRunningAsync(cancellation);
        await RequireAnswerAsync(cancellation);
        return state;
    }

    /// <summary>Writes a change down and does it.</summary>
    public async Task InjectAsync(ContainerChange change, Func<OwnContainer, CancellationToken, Task> harm, CancellationToken cancellation)
    {
        (_change, _entry) = (change, options.Journal.Write(options.Container, change));
        await harm(Container, cancellation);
    }

    /// <summary>Undoes the change and strikes it out; does nothing when none was written down.</summary>
    public async Task HealAsync(CancellationToken cancellation)
    {
        if (_change is null || _entry is null)
            return;
        if (await Container.LookAsync(cancellation) is { } state)
            await _change.UndoAsync(state, Container, cancellation);
        ContainerFaultJournal.Strike(_entry);
        (_change, _entry) = (null, null);
    }

    /// <summary>Asks the target once.</summary>
    public Task<bool> AnswersAsync(CancellationToken cancellation) => RecoveryClock.HoldsAsync(options.AnswersAsync, options.AnswerWithin, time, cancellation);

    /// <summary>
    /// Looks until the engine says that the container is as it was and the target answers. Where only the engine says so, the change is undone and the
    /// target does not get well.
    /// </summary>
    /// <param name="isAsBefore">Whether it is by what the engine says.</param>
    /// <param name="cancellation">Ends the looking.</param>
    public async Task<EffectProof> ProveHealedAsync(Func<ContainerState, bool> isAsBefore, CancellationToken cancellation)
    {
        var (seen, isUndone) = ("nothing", false);
        var isHealed = await UntilAsync(LookAsync, cancellation);
        return isHealed ? EffectProof.Proven(seen) : isUndone ? EffectProof.Unwell(seen) : EffectProof.NotProven(seen);

        async Task<bool> LookAsync(CancellationToken token)
        {
            try
            {
                var state = await Container.RequireAsync(token);
                var (before, answers) = (isAsBefore(state), await AnswersAsync(token));
                seen = $"the engine says that it is {state.Status} and {(before ? "" : "not ")}as it was before, and it {(answers ? "answers" : "does not answer")}";
                // One that ended although it was started again has ended by itself.
                isUndone = before && !state.IsPaused;
                return state.IsRunning && isUndone && answers;
            }
            catch (ChaosException problem)
            {
                (seen, isUndone) = (problem.Message, false);
                return false;
            }
        }
    }

    /// <summary>Looks again and again; false when it did not come true within the bound.</summary>
    public async Task<bool> UntilAsync(Func<CancellationToken, Task<bool>> look, CancellationToken cancellation)
    {
        for (var clock = RecoveryClock.Start(time); ; await Task.Delay(s_look, time, cancellation))
        {
            if (await look(cancellation))
                return true;
            if (clock.Elapsed > options.ShowWithin)
                return false;
        }
    }
}
