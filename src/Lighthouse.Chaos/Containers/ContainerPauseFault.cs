namespace Lighthouse.Chaos.Containers;

/// <summary>Freezes all processes of a container: its connections stay, nothing answers. Seen by what the engine says and by a question that gets no answer.</summary>
/// <param name="options">Which container.</param>
/// <param name="time">The clock.</param>
public sealed class ContainerPauseFault(ContainerOptions options, TimeProvider time) : IFault
{
    private readonly ContainerHarm _harm = new(options, time);

    /// <inheritdoc/>
    public string Name => "container-pause";

    /// <inheritdoc/>
    public void Validate() => options.Validate();

    /// <inheritdoc/>
    public Task PrepareAsync(CancellationToken cancellation) => _harm.RequireServingAsync(cancellation);

    /// <inheritdoc/>
    public Task InjectAsync(CancellationToken cancellation) =>
        _harm.InjectAsync(new Paused(), (container, token) => container.DoAsync("pause", body: null, token), cancellation);

    /// <inheritdoc/>
    public async Task<EffectProof> ProveEffectAsync(CancellationToken cancellation)
    {
        var answers = await _harm.AnswersAsync(cancellation);
        var state = await _harm.Container.RequireAsync(cancellation);
        return new EffectProof(state.IsPaused && !answers, $"the engine says that it is {state.Status}, and a question {(answers ? "is answered" : $"has no answer within {options.AnswerWithin.TotalMilliseconds:0} ms")}");
    }

    /// <inheritdoc/>
    public Task HealAsync(CancellationToken cancellation) => _harm.HealAsync(cancellation);

    /// <inheritdoc/>
    public Task<EffectProof> ProveHealedAsync(CancellationToken cancellation) => _harm.ProveHealedAsync(state => !state.IsPaused, cancellation);
}
