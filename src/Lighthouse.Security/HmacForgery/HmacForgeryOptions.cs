namespace Lighthouse.Security.HmacForgery;

/// <summary>What the attack needs to know of a target.</summary>
public sealed record HmacForgeryOptions
{
    /// <summary>Makers of fresh genuine messages that were not sent yet, one for each kind of signature. At least one.</summary>
    public required IReadOnlyList<Func<CancellationToken, Task<SignedMessage>>> Messages { get; init; }

    /// <summary>The least number of forgeries over all kinds. Default 1,000, at most 1,000,000.</summary>
    public int Forgeries { get; init; } = 1_000;

    /// <summary>How many are sent at a time. Default 8, 1 to 256.</summary>
    public int AtOnce { get; init; } = 8;

    internal void Validate()
    {
        if (Messages.Count == 0)
            throw new ArgumentException("LHS5501: Messages is empty; at least one kind of signature is needed.");
        if (Forgeries is < 1 or > 1_000_000)
            throw new ArgumentException($"LHS5502: Forgeries is {Forgeries}; 1 to 1,000,000 are allowed.");
        if (AtOnce is < 1 or > 256)
            throw new ArgumentException($"LHS5503: AtOnce is {AtOnce}; 1 to 256 are allowed.");
    }
}
