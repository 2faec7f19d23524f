namespace Lighthouse.Security.HmacForgery.Timing;

/// <summary>What the timing attack needs to know of a target.</summary>
public sealed record TimingOptions
{
    /// <summary>What is compared with a secret somewhere. At least one.</summary>
    public required IReadOnlyList<TimingProbe> Probes { get; init; }

    /// <summary>The smallest difference that the attack claims to see. Default 200 us, 1 us to 1 s.</summary>
    public TimeSpan Effect { get; init; } = TimeSpan.FromMicroseconds(200);

    /// <summary>Threes of requests that are measured at a time. Default 300, 50 to 100,000.</summary>
    public int Batch { get; init; } = 300;

    /// <summary>Batches after which the attack gives up seeing so little through the noise. Default 6, 1 to 1,000.</summary>
    public int MostBatches { get; init; } = 6;

    internal void Validate()
    {
        if (Probes.Count == 0)
            throw new ArgumentException("LHS5511: Probes is empty; at least one is needed.");
        if (Effect < TimeSpan.FromMicroseconds(1) || Effect > TimeSpan.FromSeconds(1))
            throw new ArgumentException($"LHS5512: Effect is {Effect}; 1 us to 1 s are allowed.");
        if (Batch is < 50 or > 100_000)
            throw new ArgumentException($"LHS5513: Batch is {Batch}; 50 to 100,000 are allowed.");
        if (MostBatches is < 1 or > 1_000)
            throw new ArgumentException($"LHS5514: MostBatches is {MostBatches}; 1 to 1,000 are allowed.");
    }
}
