namespace Lighthouse.Chaos.Containers;

/// <summary>Kills a container with SIGKILL. Seen by what the engine says of its end, and by a question that gets no answer.</summary>
/// <param name="options">Which container, and how it comes back.</param>
/// <param name="time">The clock.</param>
public sealed class ContainerKillFault(ContainerKillOptions options, TimeProvider time) : IFault
{
    private const int KilledExitCode = 137;
    private readonly ContainerHarm _harm = new(options.Target, time);
    private ContainerState? _before;
    private bool _cameBackAlone = true;

    /// <inheritdoc/>
    public string Name => "container-kill";

    /// <inheritdoc/>
    public void Validate() => options.Target.Validate();

    /// <inheritdoc/>
    public async Task PrepareAsync(CancellationToken cancellation) => _before = await _harm.RequireServingAsync(cancellation);

    /// <inheritdoc/>
    public Task InjectAsync(CancellationToken cancellation) =>
        _harm.InjectAsync(new Killed(), (container, token) => container.DoAsync("kill?signal=KILL", body: null, token), cancellation);

    /// <inheritdoc/>
    public async Task<EffectProof> ProveEffectAsync(CancellationToken cancellation)
    {
        var answers = await _harm.AnswersAsync(cancellation);
        var state = await _harm.Container.RequireAsync(cancellation);
        var hasEnded = state.FinishedAt != _before!.FinishedAt;
        var said = $"the engine says that it is {state.Status}, {(hasEnded ? $"ended at {state.FinishedAt}" : "did not end")}";
        // A supervisor may have been faster than the question; the engine then says that it runs since another moment.
        if (hasEnded && state.IsRunning && state.StartedAt != _before.StartedAt)
            return EffectProof.Proven($"{said} and was started again at {state.StartedAt}, before it was asked");
        return new EffectProof(
            hasEnded && !state.IsRunning && state.ExitCode == KilledExitCode && !answers,
            $"{said} with exit code {state.ExitCode}, and a question {(answers ? "is answered" : "has no answer")}");
    }

    /// <inheritdoc/>
    public async Task HealAsync(CancellationToken cancellation)
    {
        if (options.IsSupervised && _before is not null)
            _cameBackAlone = await _harm.UntilAsync(async token => await _harm.Container.LookAsync(token) is not { IsRunning: false }, cancellation);
        await _harm.HealAsync(cancellation);
    }

    /// <inheritdoc/>
    public async Task<EffectProof> ProveHealedAsync(CancellationToken cancellation)
    {
        var proof = await _harm.ProveHealedAsync(state => state.StartedAt != _before!.StartedAt, cancellation);
        if (_cameBackAlone)
            return proof;
        var said = $"nobody started it again within {options.Target.ShowWithin.TotalSeconds:0.#} s, so that the fault had to; {proof.Detail}";
        return proof.IsProven || proof.IsUndone ? EffectProof.Unwell(said) : EffectProof.NotProven(said);
    }
}
