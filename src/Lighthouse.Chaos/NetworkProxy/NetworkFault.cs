using Lighthouse.Chaos.SteadyState;

namespace Lighthouse.Chaos.NetworkProxy;

/// <summary>
/// Disturbs a link. Seen by asking the target through the link and past it: what cuts must keep answers from the one while the other has them, what
/// slows must make the one slower than the other.
/// </summary>
/// <param name="options">What, and who looks.</param>
/// <param name="time">The clock.</param>
public sealed class NetworkFault(NetworkFaultOptions options, TimeProvider time) : IFault, IDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(10);
    private const int FlapsToSee = 2;
    private readonly CancellationTokenSource _end = new();
    private Task _flapping = Task.CompletedTask;

    /// <inheritdoc/>
    public string Name => options.Name;

    /// <inheritdoc/>
    public void Validate() => options.Validate();

    /// <inheritdoc/>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        if (options.Proxy.Conditions != LinkConditions.Open)
            throw new ChaosException($"LHC4421: the link of '{Name}' is disturbed already; a fault of its own proves nothing then.");
        var through = await TimeAsync(options.ThroughAsync, options.ShowWithin, cancellation);
        var direct = await TimeAsync(options.DirectAsync, options.ShowWithin, cancellation);
        if (through is null || direct is null)
            throw new ChaosException($"LHC4422: before '{Name}' the target must answer through the link and past it; it did {Said(through)} and {Said(direct)}.");
        if (options.ArrivesAsync is { } arrives && !await RecoveryClock.HoldsAsync(arrives, options.ShowWithin, time, cancellation))
            throw new ChaosException($"LHC4423: before '{Name}' what is sent through the link was not seen to arrive, so that its absence would prove nothing.");
    }

    /// <inheritdoc/>
    public Task InjectAsync(CancellationToken cancellation)
    {
        options.Proxy.Apply(options.Conditions);
        if (options.FlapEvery is { } every)
            _flapping = FlapAsync(every);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<EffectProof> ProveEffectAsync(CancellationToken cancellation) =>
        options.FlapEvery is not null ? ProveFlappingAsync(cancellation)
        : options.Conditions.IsInterrupting ? ProveInterruptionAsync(cancellation)
        : ProveSlownessAsync(cancellation);

    /// <inheritdoc/>
    public async Task HealAsync(CancellationToken cancellation)
    {
        await _end.CancelAsync();
        await _flapping;
        options.Proxy.Apply(LinkConditions.Open);
    }

    /// <inheritdoc/>
    public async Task<EffectProof> ProveHealedAsync(CancellationToken cancellation)
    {
        var clock = RecoveryClock.Start(time);
        while (true)
        {
            if (await AnswersAsync(options.ThroughAsync, cancellation) is { } took)
                return EffectProof.Proven($"answers pass the link again, in {took.TotalMilliseconds:0} ms");
            if (clock.Elapsed > options.ShowWithin)
                return EffectProof.NotProven("no answer passes the link");
            await Task.Delay(s_look, time, cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _end.Dispose();

    private async Task<EffectProof> ProveInterruptionAsync(CancellationToken cancellation)
    {
        // A target that is slow by itself for a moment is asked again: its answer past the link is what tells the two apart.
        var clock = RecoveryClock.Start(time);
        TimeSpan? direct;
        do
        {
            if (await AnswersAsync(options.ThroughAsync, cancellation) is { } passed)
                return EffectProof.NotProven($"an answer passed the link in {passed.TotalMilliseconds:0} ms");
            direct = await AnswersAsync(options.DirectAsync, cancellation);
        }
        while (direct is null && clock.Elapsed < options.ShowWithin);
        if (direct is null)
            return EffectProof.NotProven("the target does not answer past the link either");
        var seen = $"no answer through the link within {options.AnswerWithin.TotalMilliseconds:0} ms, past it in {direct.Value.TotalMilliseconds:0} ms";
        if (!options.IsOneWay)
            return EffectProof.Proven(seen);
        var arrived = await RecoveryClock.HoldsAsync(options.ArrivesAsync!, options.ShowWithin, time, cancellation);
        var way = $"what was sent {(arrived ? "arrived" : "did not arrive")} at the target";
        return arrived == options.Conditions.ToClients.IsCut ? EffectProof.Proven($"{seen}; {way}") : EffectProof.NotProven($"{seen}, but {way}");
    }

    private async Task<EffectProof> ProveSlownessAsync(CancellationToken cancellation)
    {
        var through = await TimeAsync(options.ThroughAsync, options.ShowWithin, cancellation);
        var direct = await AnswersAsync(options.DirectAsync, cancellation);
        var seen = $"an answer through the link {Said(through)}, past it {Said(direct)}";
        return through - direct >= options.LeastDelay ? EffectProof.Proven(seen) : EffectProof.NotProven($"{seen}: at least {options.LeastDelay.TotalMilliseconds:0} ms more were due");
    }

    private async Task<EffectProof> ProveFlappingAsync(CancellationToken cancellation)
    {
        var clock = RecoveryClock.Start(time);
        var (changes, before) = (0, true);
        while (clock.Elapsed < options.ShowWithin)
        {
            var now = await AnswersAsync(options.ThroughAsync, cancellation) is not null;
            changes += now == before ? 0 : 1;
            before = now;
            // Gone and back, so many times.
            if (changes >= 2 * FlapsToSee && await AnswersAsync(options.DirectAsync, cancellation) is not null)
                return EffectProof.Proven($"{FlapsToSee} times answers stopped passing the link and passed it again, within {clock.Elapsed.TotalSeconds:0.0} s");
            await Task.Delay(s_look, time, cancellation);
        }

        return EffectProof.NotProven($"{changes} changes were seen; {2 * FlapsToSee} were due");
    }

    private async Task FlapAsync(TimeSpan every)
    {
        try
        {
            while (true)
            {
                await Task.Delay(every, time, _end.Token);
                options.Proxy.Apply(options.Proxy.Conditions == LinkConditions.Open ? options.Conditions : LinkConditions.Open);
            }
        }
        catch (OperationCanceledException)
        {
            // Healed.
        }
    }

    private Task<TimeSpan?> AnswersAsync(Func<CancellationToken, Task<bool>> ask, CancellationToken cancellation) => TimeAsync(ask, options.AnswerWithin, cancellation);

    /// <summary>How long an answer took; null when there was none in time.</summary>
    private async Task<TimeSpan?> TimeAsync(Func<CancellationToken, Task<bool>> ask, TimeSpan within, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        return await RecoveryClock.HoldsAsync(ask, within, time, cancellation) ? time.GetElapsedTime(begun) : null;
    }

    private static string Said(TimeSpan? took) => took is { } time ? $"answered in {time.TotalMilliseconds:0} ms" : "did not answer";
}
