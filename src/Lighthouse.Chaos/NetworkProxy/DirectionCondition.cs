namespace Lighthouse.Chaos.NetworkProxy;

/// <summary>What a link does to the bytes of one direction. Default: nothing.</summary>
public sealed record DirectionCondition
{
    /// <summary>Bytes pass as they come.</summary>
    public static DirectionCondition Open { get; } = new();

    /// <summary>No byte passes.</summary>
    public static DirectionCondition Cut { get; } = new() { IsCut = true };

    /// <summary>Whether bytes are held back; they go on when this ends, as a network repeats what it had lost. Default false.</summary>
    public bool IsCut { get; init; }

    /// <summary>How much later bytes arrive, without becoming fewer per second. Default none, at most 1 min.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Most bytes per second, all connections together; 0 for no limit. Default 0.</summary>
    public long BytesPerSecond { get; init; }

    internal void Validate(string name)
    {
        if (Latency < TimeSpan.Zero || Latency > TimeSpan.FromMinutes(1))
            throw new ArgumentException($"LHC4401: the latency {name} is {Latency}; 0 to 1 min is allowed.");
        if (BytesPerSecond is < 0 or > 0 and < 100)
            throw new ArgumentException($"LHC4402: {BytesPerSecond} bytes per second {name} are not allowed; 0 for no limit, or at least 100.");
    }
}
