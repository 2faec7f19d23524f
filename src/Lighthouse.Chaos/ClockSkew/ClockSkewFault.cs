using Lighthouse.Chaos.SteadyState;

namespace Lighthouse.Chaos.ClockSkew;

/// <summary>Lets a target's wall clock jump. Seen in the times that the target itself writes, against this process's clock.</summary>
/// <param name="options">Whose, and by how much.</param>
/// <param name="time">The clock that is right.</param>
public sealed class ClockSkewFault(ClockSkewOptions options, TimeProvider time) : IFault, IDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);
    private readonly CancellationTokenSource _end = new();
    private Task _jumping = Task.CompletedTask;

    /// <inheritdoc/>
    public string Name => options.Name;

    /// <inheritdoc/>
    public void Validate() => options.Validate();

    /// <inheritdoc/>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        var off = await OffsetAsync(cancellation);
        if (off.Duration() > options.Tolerance)
            throw new ChaosException($"LHC4921: before '{Name}' the target's clock is off by {off.TotalSeconds:0.0} s already.");
    }

    /// <inheritdoc/>
    public Task InjectAsync(CancellationToken cancellation)
    {
        options.Clock.Set(options.Offsets[0]);
        if (options.Offsets.Count > 1)
            _jumping = JumpAsync();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<EffectProof> ProveEffectAsync(CancellationToken cancellation)
    {
        var clock = RecoveryClock.Start(time);
        var seen = new HashSet<TimeSpan>();
        TimeSpan off;
        do
        {
            off = await OffsetAsync(cancellation);
            seen.UnionWith(options.Offsets.Where(offset => (off - offset).Duration() <= options.Tolerance));
            if (options.Offsets.All(seen.Contains))
                return EffectProof.Proven($"the target wrote times that are off by {string.Join(" and ", seen.Select(offset => $"{offset.TotalSeconds:+0;-0} s"))}");
            await Task.Delay(s_look, time, cancellation);
        }
        while (clock.Elapsed < options.ShowWithin);

        return EffectProof.NotProven($"the target's times are off by {off.TotalSeconds:0.0} s; of {options.Offsets.Count} offsets {seen.Count} were seen");
    }

    /// <inheritdoc/>
    public async Task HealAsync(CancellationToken cancellation)
    {
        await _end.CancelAsync();
        await _jumping;
        options.Clock.Set(TimeSpan.Zero);
    }

    /// <inheritdoc/>
    public async Task<EffectProof> ProveHealedAsync(CancellationToken cancellation)
    {
        var clock = RecoveryClock.Start(time);
        TimeSpan off;
        do
        {
            off = await OffsetAsync(cancellation);
            if (off.Duration() <= options.Tolerance)
                return EffectProof.Proven($"the target's times are off by {off.TotalSeconds:0.0} s");
            await Task.Delay(s_look, time, cancellation);
        }
        while (clock.Elapsed < options.ShowWithin);

        return EffectProof.NotProven($"the target's times are still off by {off.TotalSeconds:0.0} s");
    }

    /// <inheritdoc/>
    public void Dispose() => _end.Dispose();

    private async Task<TimeSpan> OffsetAsync(CancellationToken cancellation) => await options.ReadAsync(cancellation) - time.GetUtcNow();

    private async Task JumpAsync()
    {
        try
        {
            for (var next = 1; ; next++)
            {
                await Task.Delay(options.JumpEvery, time, _end.Token);
                options.Clock.Set(options.Offsets[next % options.Offsets.Count]);
            }
        }
        catch (OperationCanceledException)
        {
            // Healed.
        }
    }
}
