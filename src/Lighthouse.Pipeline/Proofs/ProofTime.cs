namespace Lighthouse.Pipeline.Proofs;

/// <summary>How long a proof goes on; it begins with this object. What is bound by it and is under way at its end is broken off.</summary>
/// <param name="limit">The time; null for as long as it takes.</param>
/// <param name="clock">Measures it.</param>
/// <param name="cancellation">Ends everything, bound or not.</param>
internal sealed class ProofTime(TimeSpan? limit, TimeProvider clock, CancellationToken cancellation)
{
    private readonly long begun = clock.GetTimestamp();
    private CancellationToken? end;

    /// <summary>Ends what is under way now.</summary>
    public CancellationToken Stop => end ?? cancellation;

    /// <summary>Runs something while the time lasts.</summary>
    /// <param name="run">What ends by <see cref="Stop"/>.</param>
    /// <param name="onBrokenOff">Hears that it was ended.</param>
    /// <returns>What came of it; null when it was ended, or not begun because the time was over.</returns>
    public async Task<T?> WithinAsync<T>(Func<Task<T>> run, Action onBrokenOff)
        where T : class
    {
        if (limit is null)
            return await run();
        var left = limit.Value - clock.GetElapsedTime(begun);
        if (left <= TimeSpan.Zero)
            return null;
        using var over = new CancellationTokenSource(left, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellation);
        end = either.Token;
        try
        {
            return await run();
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            onBrokenOff();
            return null;
        }
        finally
        {
            end = null;
        }
    }

    /// <summary>Lets what is under way go on to its end.</summary>
    public void Overrun() => end = null;
}
