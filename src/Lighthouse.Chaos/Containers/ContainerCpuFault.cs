using Lighthouse.Chaos.SteadyState;

namespace Lighthouse.Chaos.Containers;

/// <summary>
/// Gives a container a share of a core, as <c>docker update --cpus</c> does. Seen by the limit that the engine says, by the kernel's account of how often it
/// was held back and of what it used, and by a fixed piece of work that takes longer.
/// </summary>
/// <param name="options">Which container, and how little.</param>
/// <param name="time">The clock.</param>
public sealed class ContainerCpuFault(ContainerCpuOptions options, TimeProvider time) : IFault
{
    private const double Slower = 2;
    private const int Samples = 5, Core = 1_000_000_000, KernelsPeriod = 100_000, Grain = 3;
    private static readonly TimeSpan s_watch = TimeSpan.FromMilliseconds(500);
    private readonly ContainerHarm _harm = new(options.Target, time);
    private ContainerState? _state;
    private TimeSpan _before;

    /// <inheritdoc/>
    public string Name => "container-cpu";

    /// <inheritdoc/>
    public void Validate() => options.Validate();

    // Microseconds; the engine leaves 0 where the kernel's own is meant.
    private long Period => _state!.CpuPeriod > 0 ? _state.CpuPeriod : KernelsPeriod;

    private LimitedCpu Limit => _state!.NanoCpus > 0 ? new LimitedCpu((long)(options.Share * Core), 0) : new LimitedCpu(0, (long)(options.Share * Period));

    /// <inheritdoc/>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        _state = await _harm.RequireRunningAsync(cancellation);
        var has = _state.NanoCpus > 0 ? _state.NanoCpus / (double)Core : _state.CpuQuota / (double)Period;
        if (has > 0 && has <= options.Share)
            throw new ChaosException($"LHC5518: the container has {has:0.###} of a core as it is; a share of {options.Share:0.###} would be no less.");
        await _harm.RequireAnswerAsync(cancellation);
        _before = await WorkTimeAsync(Samples, TimeSpan.Zero, cancellation) ?? throw new ChaosException("LHC5519: the fixed work failed before the fault, so that its time would prove nothing.");
    }

    /// <inheritdoc/>
    public Task InjectAsync(CancellationToken cancellation) => _harm.InjectAsync(
        new LimitedCpu(_state!.NanoCpus, _state.CpuQuota), (container, token) => container.DoAsync("update", LimitedCpu.Update(Limit.NanoCpus, Limit.CpuQuota), token), cancellation);

    /// <inheritdoc/>
    public async Task<EffectProof> ProveEffectAsync(CancellationToken cancellation)
    {
        var first = await _harm.Container.AccountAsync(cancellation);
        var during = await WorkTimeAsync(1, s_watch, cancellation);
        var last = await _harm.Container.AccountAsync(cancellation);
        var elapsed = last.At - first.At;
        var state = await _harm.Container.RequireAsync(cancellation);
        var (isSet, used, heldBack) = (IsSet(state, Limit), last.Used - first.Used, last.HeldBack - first.HeldBack);
        // What was left of a period before counts, and so does what the kernel lets go beyond one and takes back in the next.
        var most = options.Share * (elapsed + Grain * TimeSpan.FromMicroseconds(Period));
        return new EffectProof(
            isSet && heldBack > 0 && used <= most && during >= Slower * _before,
            $"the engine {(isSet ? "says" : "does not say")} that it has {options.Share:0.###} of a core, the kernel held it back in {heldBack} periods and gave it {used.TotalMilliseconds:0} ms in {elapsed.TotalMilliseconds:0} ms, the fixed work {Said(_before)} -> {Said(during)}");
    }

    /// <inheritdoc/>
    public Task HealAsync(CancellationToken cancellation) => _harm.HealAsync(cancellation);

    /// <inheritdoc/>
    public async Task<EffectProof> ProveHealedAsync(CancellationToken cancellation)
    {
        var proof = await _harm.ProveHealedAsync(state => IsSet(state, new LimitedCpu(_state!.NanoCpus, _state.CpuQuota)), cancellation);
        if (!proof.IsProven)
            return proof;
        TimeSpan? now = null;
        var isFast = await _harm.UntilAsync(async token => (now = await WorkTimeAsync(Samples, TimeSpan.Zero, token)) < Slower * _before, cancellation);
        return new EffectProof(isFast, $"{proof.Detail}, the fixed work takes {Said(now)}");
    }

    private static bool IsSet(ContainerState state, LimitedCpu limit) => state.NanoCpus == limit.NanoCpus && Math.Max(state.CpuQuota, 0) == Math.Max(limit.CpuQuota, 0);

    private static string Said(TimeSpan? work) => work is { } done ? $"{done.TotalMilliseconds:0.0} ms" : "not done";

    /// <summary>The mean time of the work, done so often and for so long at least, once after the other; null when it failed or took too long.</summary>
    private async Task<TimeSpan?> WorkTimeAsync(int samples, TimeSpan atLeast, CancellationToken cancellation)
    {
        var (done, begun) = (0, time.GetTimestamp());
        var isDone = await RecoveryClock.HoldsAsync(AllAsync, options.Target.ShowWithin, time, cancellation);
        return isDone ? time.GetElapsedTime(begun) / done : null;

        async Task<bool> AllAsync(CancellationToken bound)
        {
            for (; done < samples || time.GetElapsedTime(begun) < atLeast; done++)
                await options.WorkAsync(bound);
            return true;
        }
    }
}
