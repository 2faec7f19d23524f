namespace Lighthouse.Security.Penetration;

/// <summary>What an answer gives reason to think.</summary>
/// <param name="What">What is seen, the same in every run.</param>
/// <param name="Flaw">What it would mean.</param>
internal sealed record Suspicion(string What, Flaw Flaw)
{
    /// <summary>Makes sure of it by asking again; null when the answer is proof.</summary>
    public Func<PenetrationRun, CancellationToken, Task<bool>>? Confirm { get; init; }
}
