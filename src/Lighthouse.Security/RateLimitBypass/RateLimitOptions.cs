namespace Lighthouse.Security.RateLimitBypass;

/// <summary>What the attack needs to know of a target.</summary>
public sealed record RateLimitOptions
{
    /// <summary>What is limited. At least one.</summary>
    public required IReadOnlyList<LimitedOperation> Operations { get; init; }

    /// <summary>A request of somebody who has done nothing yet, which the attacker's excess must not stop.</summary>
    public required Func<CancellationToken, Task<Wire.RawRequest>> Bystander { get; init; }

    /// <summary>How many requests are in flight at a time. Default 32, 1 to 1,000.</summary>
    public int AtOnce { get; init; } = 32;

    internal void Validate()
    {
        if (Operations.Count == 0)
            throw new ArgumentException("LHS5601: Operations is empty; at least one limited operation is needed.");
        if (Operations.FirstOrDefault(one => one.PerMinute < 1 || one.Burst < 1 || one.Requests <= one.Burst) is { } wrong)
            throw new ArgumentException($"LHS5602: '{wrong.Name}' has {wrong.PerMinute} a minute, a burst of {wrong.Burst} and {wrong.Requests} requests; limits of at least 1 and more requests than the burst are needed.");
        if (AtOnce is < 1 or > 1_000)
            throw new ArgumentException($"LHS5603: AtOnce is {AtOnce}; 1 to 1,000 are allowed.");
    }
}
