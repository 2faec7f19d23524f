using Lighthouse.Chaos.SteadyState;

namespace Lighthouse.Chaos.Containers;

/// <summary>
/// Gives a container less memory, as <c>docker update --memory</c> does, and starts it again where that ended it. Seen by the limit that the engine and the
/// kernel's account say, and by something that the target did before and does no more.
/// </summary>
/// <param name="options">Which container, and how little.</param>
/// <param name="time">The clock.</param>
public sealed class ContainerMemoryFault(ContainerMemoryOptions options, TimeProvider time) : IFault
{
    private readonly ContainerHarm _harm = new(options.Target, time);
    private LimitedMemory? _before;

    /// <inheritdoc/>
    public string Name => "container-memory";

    /// <inheritdoc/>
    public void Validate() => options.Validate();

    /// <inheritdoc/>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        var state = await _harm.RequireRunningAsync(cancellation);
        if (state.Memory <= options.Bytes)
            throw new ChaosException($"LHC5522: the container was started with {(state.Memory > 0 ? $"{state.Memory} bytes of memory" : "no limit of memory, and the engine could not take one away again")}; only one that has more than {options.Bytes} bytes as its limit is given less.");
        await _harm.RequireAnswerAsync(cancellation);
        if (!await _harm.UntilAsync(PressAsync, cancellation))
            throw new ChaosException("LHC5523: the target did not do before the fault what takes more memory, so that its refusal would prove nothing.");
        // What the target took for that, it may not have given back yet; below what is in use no limit is taken.
        if (!await _harm.UntilAsync(async token => (await _harm.Container.AccountAsync(token)).MemoryUsed < options.Bytes, cancellation))
            throw new ChaosException($"LHC5524: the container uses {options.Bytes} bytes of memory or more all the time; a limit below what is in use is not taken.");
        _before = new LimitedMemory(state.Memory, state.MemorySwap);
    }

    /// <inheritdoc/>
    public Task InjectAsync(CancellationToken cancellation) =>
        _harm.InjectAsync(_before!, (container, token) => container.DoAsync("update", LimitedMemory.Update(options.Bytes, options.Bytes), token), cancellation);

    /// <inheritdoc/>
    public async Task<EffectProof> ProveEffectAsync(CancellationToken cancellation)
    {
        var given = (await _harm.Container.AccountAsync(cancellation)).MemoryLimit;
        var isDone = await PressAsync(cancellation);
        var state = await _harm.Container.RequireAsync(cancellation);
        // A container that ended at once has no account any more.
        var isLimited = state.Memory == options.Bytes && (state.IsRunning ? given > 0 && given <= options.Bytes : state.ExitCode != 0);
        return new EffectProof(
            isLimited && !isDone, $"the engine says that it has {state.Memory} bytes of memory and is {state.Status}, the kernel that it gives {given}, and what takes more is {(isDone ? "done" : "not done")}");
    }

    /// <inheritdoc/>
    public Task HealAsync(CancellationToken cancellation) => _harm.HealAsync(cancellation);

    /// <inheritdoc/>
    public async Task<EffectProof> ProveHealedAsync(CancellationToken cancellation)
    {
        var proof = await _harm.ProveHealedAsync(state => state.Memory == _before!.Memory && state.MemorySwap == _before.MemorySwap, cancellation);
        if (!proof.IsProven)
            return proof;
        return await _harm.UntilAsync(PressAsync, cancellation)
            ? EffectProof.Proven($"{proof.Detail}, what takes more memory is done")
            : EffectProof.Unwell($"{proof.Detail}, what takes more memory is not done");
    }

    private Task<bool> PressAsync(CancellationToken cancellation) => RecoveryClock.HoldsAsync(options.PressAsync, options.Target.AnswerWithin, time, cancellation);
}
