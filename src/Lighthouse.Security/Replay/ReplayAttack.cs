namespace Lighthouse.Security.Replay;

/// <summary>
/// Records whole requests and conversations and sends the same bytes again: at once, later, many at the same moment, after the end of the
/// session and after a restart. It forges nothing and knows no secret; NonceReuse varies what is used up, this does not.
/// </summary>
/// <param name="options">What it needs to know of the target.</param>
public sealed class ReplayAttack(ReplayOptions options) : IAttack
{
    /// <summary>The group of attempts made before a restart.</summary>
    public const string BeforeRestart = "before restart";

    /// <summary>The group of attempts made after a restart with what was recorded before it.</summary>
    public const string AfterRestart = "after restart";

    private readonly List<(string Attempt, Recording Recording)> _spent = [];

    /// <inheritdoc/>
    public string Name => "replay";

    /// <inheritdoc/>
    public string Claim => "Recorded traffic has no second effect where it works once, and none at all once its session has ended, also across a restart.";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An option is outside what is allowed.</exception>
    public async Task<AttackResult> RunAsync(AttackContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        options.Validate();
        _spent.Clear();
        var log = new AttackLog(Name);
        var player = new Player(context, log);
        foreach (var operation in options.Operations.Where(operation => operation.WorksOnce))
            await ParallelAsync(player, operation, cancellation);
        foreach (var operation in options.Operations.Where(operation => operation.WorksOnce))
            await AgainAsync(player, operation, cancellation);
        foreach (var operation in options.Operations)
            await AfterEndsAsync(player, operation, cancellation);
        await LaterAsync(player, context, cancellation);
        if (options.RestartAsync is not null)
            await AcrossRestartAsync(player, options.RestartAsync, cancellation);
        return log.ToResult();
    }

    private async Task ParallelAsync(Player player, ReplayOperation operation, CancellationToken cancellation)
    {
        for (var round = 1; round <= options.ParallelRounds; round++)
            await player.TryParallelAsync(BeforeRestart, await player.RecordAsync(operation, cancellation), options.ParallelSends, cancellation);
    }

    private async Task AgainAsync(Player player, ReplayOperation operation, CancellationToken cancellation)
    {
        var recording = await player.RecordAsync(operation, cancellation);
        await player.ControlAsync($"{operation.Name}: works", recording, cancellation);
        for (var number = 1; number <= options.Resends; number++)
            await player.TryAsync(BeforeRestart, $"sent again, time {number}", ReplayFlaws.Again, recording, cancellation);
        _spent.Add(("sent before", recording));
    }

    private async Task AfterEndsAsync(Player player, ReplayOperation operation, CancellationToken cancellation)
    {
        foreach (var (end, endAsync) in options.Ends)
        {
            var recording = await player.RecordAsync(operation, cancellation);
            await player.ControlAsync($"{operation.Name}: works before {end}", recording, cancellation);
            // What may be repeated must be refused for its end alone, so it has to have been repeatable.
            if (!operation.WorksOnce)
                await player.ControlAsync($"{operation.Name}: works again before {end}", recording, cancellation);
            await endAsync(recording.Case, cancellation);
            for (var number = 1; number <= options.Resends; number++)
                await player.TryAsync(BeforeRestart, $"sent again after {end}, time {number}", ReplayFlaws.Ended, recording, cancellation);
            _spent.Add(($"sent again after {end}", recording));
        }
    }

    private async Task LaterAsync(Player player, AttackContext context, CancellationToken cancellation)
    {
        await Task.Delay(options.Later, context.Time, cancellation);
        foreach (var (attempt, recording) in _spent)
            await player.TryAsync(BeforeRestart, $"{attempt}, later", ReplayFlaws.Again, recording, cancellation);
    }

    private async Task AcrossRestartAsync(Player player, Func<CancellationToken, Task<Uri>> restart, CancellationToken cancellation)
    {
        player.Target = await restart(cancellation);
        foreach (var (attempt, recording) in _spent)
            await player.TryAsync(AfterRestart, $"{attempt}, after a restart", ReplayFlaws.Restart, recording, cancellation);
        foreach (var operation in options.Operations)
            await player.ControlAsync($"{operation.Name}: works after the restart", await player.RecordAsync(operation, cancellation), cancellation);
    }
}
