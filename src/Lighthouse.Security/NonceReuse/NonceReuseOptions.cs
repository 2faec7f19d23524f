namespace Lighthouse.Security.NonceReuse;

/// <summary>What the attack needs to know of a target.</summary>
public sealed record NonceReuseOptions
{
    /// <summary>Makes a fresh case; called about a dozen times, also after the restart.</summary>
    public required Func<CancellationToken, Task<NonceCase>> FreshCase { get; init; }

    /// <summary>Makes a case whose nonce is past its time; null when none can be had.</summary>
    public Func<CancellationToken, Task<NonceCase>>? ExpiredCase { get; init; }

    /// <summary>Restarts the target with its state, waits until it is healthy and says where it listens; null when the target must not be restarted.</summary>
    public Func<CancellationToken, Task<Uri>>? RestartAsync { get; init; }

    /// <summary>How often a used request is sent again at once. Default 5, at least 1.</summary>
    public int Resends { get; init; } = 5;

    /// <summary>The pause before it is sent again later. Default 1 s.</summary>
    public TimeSpan Later { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many copies of a fresh request are sent at the same moment. Default 100, 2 to 1,000.</summary>
    public int ParallelSends { get; init; } = 100;

    internal void Validate()
    {
        if (Resends is < 1 or > 1_000)
            throw new ArgumentException($"LHS5201: Resends is {Resends}; 1 to 1,000 are allowed.");
        if (ParallelSends is < 2 or > 1_000)
            throw new ArgumentException($"LHS5202: ParallelSends is {ParallelSends}; 2 to 1,000 are allowed.");
        if (Later < TimeSpan.Zero || Later > TimeSpan.FromMinutes(10))
            throw new ArgumentException($"LHS5203: Later is {Later}; 0 to 10 min are allowed.");
    }
}
