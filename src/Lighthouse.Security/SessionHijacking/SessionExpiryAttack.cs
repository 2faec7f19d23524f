using Lighthouse.Security.Wire;

namespace Lighthouse.Security.SessionHijacking;

/// <summary>Uses sessions past their time: one that was not used for too long, and one that was used all the time until its hard end.</summary>
/// <param name="options">What it needs to know of the target.</param>
public sealed class SessionExpiryAttack(SessionExpiryOptions options) : IAttack
{
    private const string Group = "used after its time";
    private const int MostTries = 3;

    /// <inheritdoc/>
    public string Name => "session-hijacking";

    /// <inheritdoc/>
    public string Claim => "A session ends when it was not used for its idle time, and at its hard end however it was used.";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The times leave no room between them.</exception>
    public async Task<AttackResult> RunAsync(AttackContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (options.Idle <= TimeSpan.Zero || options.Hard < options.Idle * 1.5)
            throw new ArgumentException($"LHS5814: the idle time {options.Idle} and the hard end {options.Hard} leave no time in which only use keeps a session; the second must be at least one and a half times the first.");
        var log = new AttackLog(Name);
        var prober = new Prober(context, log);
        var idle = await options.Open(cancellation);
        await prober.ControlAsync("a session works at once", options.Uses(idle)[0].Value, cancellation);
        var idleSince = context.Time.GetTimestamp();
        var used = await KeepAsync(prober, context, cancellation);
        await WaitAsync(context, idleSince, options.Idle, cancellation);
        foreach (var (operation, request) in options.Uses(idle))
            await prober.TryAsync(new Trial(Group, $"not used for its idle time: {operation}", HijackFlaws.Ended, request), cancellation);
        if (used is var (session, opened))
        {
            await WaitAsync(context, opened, options.Hard, cancellation);
            foreach (var (operation, request) in options.Uses(session))
                await prober.TryAsync(new Trial(Group, $"used until its hard end: {operation}", HijackFlaws.Ended, request), cancellation);
        }

        return log.ToResult();
    }

    /// <summary>Uses a session beyond its idle time. A pause of this machine's that was too long is no fault of the target's: then with another session.</summary>
    private async Task<(StolenSession Session, long Opened)?> KeepAsync(Prober prober, AttackContext context, CancellationToken cancellation)
    {
        // So long that afterwards only the hard end, not want of use, can be why it is refused.
        var keep = TimeSpan.FromTicks(Math.Max((options.Idle * 1.2).Ticks, (options.Hard - (options.Idle / 2)).Ticks));
        for (var attempt = 1; ; attempt++)
        {
            var session = await options.Open(cancellation);
            var (opened, last, longest) = (context.Time.GetTimestamp(), context.Time.GetTimestamp(), TimeSpan.Zero);
            RawResponse? response = null;
            while (context.Time.GetElapsedTime(opened) < keep)
            {
                await Task.Delay(options.Idle / 5, context.Time, cancellation);
                response = await prober.SendAsync(options.Uses(session)[0].Value, cancellation);
                (longest, last) = (TimeSpan.FromTicks(Math.Max(longest.Ticks, context.Time.GetElapsedTime(last).Ticks)), context.Time.GetTimestamp());
            }

            var works = response is not null && Prober.Succeeds(response);
            if (works || attempt == MostTries || longest < options.Idle * 0.8)
            {
                await prober.ControlAsync("a session that is used lives beyond its idle time", options.Uses(session)[0].Value, _ => works, cancellation);
                return works ? (session, opened) : null;
            }
        }
    }

    private static async Task WaitAsync(AttackContext context, long since, TimeSpan time, CancellationToken cancellation)
    {
        // A little more, for the times at which the target and this machine began to count.
        var wait = (time * 1.05) + TimeSpan.FromMilliseconds(50) - context.Time.GetElapsedTime(since);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, context.Time, cancellation);
    }
}

/// <summary>What the attack needs to know of a target whose sessions are short.</summary>
public sealed record SessionExpiryOptions
{
    /// <summary>Opens a session of an agent that nobody else uses.</summary>
    public required Func<CancellationToken, Task<StolenSession>> Open { get; init; }

    /// <summary>Requests that a session may make, by operation.</summary>
    public required Func<StolenSession, IReadOnlyList<KeyValuePair<string, RawRequest>>> Uses { get; init; }

    /// <summary>After how long without use a session ends.</summary>
    public required TimeSpan Idle { get; init; }

    /// <summary>After how long it ends in any case.</summary>
    public required TimeSpan Hard { get; init; }
}
