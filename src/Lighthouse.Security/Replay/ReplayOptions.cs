namespace Lighthouse.Security.Replay;

/// <summary>What the attack needs to know of a target.</summary>
public sealed record ReplayOptions
{
    /// <summary>The operations whose traffic is recorded. At least one.</summary>
    public required IReadOnlyList<ReplayOperation> Operations { get; init; }

    /// <summary>Ways to take a recording's owner its right, by a name such as "its session was revoked". After each of them nothing recorded may work.</summary>
    public required IReadOnlyDictionary<string, Func<ReplayCase, CancellationToken, Task>> Ends { get; init; }

    /// <summary>Restarts the target with its state, waits until it is healthy and says where it listens; null when the target must not be restarted.</summary>
    public Func<CancellationToken, Task<Uri>>? RestartAsync { get; init; }

    /// <summary>How often a recording is sent again at once. Default 3, 1 to 1,000.</summary>
    public int Resends { get; init; } = 3;

    /// <summary>The pause before it is sent again later. Default 1 s, at most 10 min.</summary>
    public TimeSpan Later { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many copies of a recording that was not sent yet are sent at the same moment. Default 100, 2 to 1,000.</summary>
    public int ParallelSends { get; init; } = 100;

    /// <summary>How often that is done with each operation that works once. Default 1, 1 to 1,000.</summary>
    public int ParallelRounds { get; init; } = 1;

    internal void Validate()
    {
        if (Operations.Count == 0)
            throw new ArgumentException("LHS5301: Operations is empty; at least one operation is needed.");
        if (Resends is < 1 or > 1_000)
            throw new ArgumentException($"LHS5302: Resends is {Resends}; 1 to 1,000 are allowed.");
        if (ParallelSends is < 2 or > 1_000)
            throw new ArgumentException($"LHS5303: ParallelSends is {ParallelSends}; 2 to 1,000 are allowed.");
        if (ParallelRounds is < 1 or > 1_000)
            throw new ArgumentException($"LHS5304: ParallelRounds is {ParallelRounds}; 1 to 1,000 are allowed.");
        if (Later < TimeSpan.Zero || Later > TimeSpan.FromMinutes(10))
            throw new ArgumentException($"LHS5305: Later is {Later}; 0 to 10 min are allowed.");
    }
}
