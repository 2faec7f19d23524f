namespace Lighthouse.Chaos.ClockSkew;

/// <summary>By how much a target's clock is wrong, and who looks.</summary>
public sealed record ClockSkewOptions
{
    /// <summary>The fault's name, lower case with hyphens, such as <c>clock-ahead</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The target's clock; the target runs under it.</summary>
    public required FakeClock Clock { get; init; }

    /// <summary>The offsets, one after the other and again from the beginning; a single one stays.</summary>
    public required IReadOnlyList<TimeSpan> Offsets { get; init; }

    /// <summary>What time the target says it is, as it shows in what it writes.</summary>
    public required Func<CancellationToken, Task<DateTimeOffset>> ReadAsync { get; init; }

    /// <summary>How long each of several offsets lasts. Default 500 ms.</summary>
    public TimeSpan JumpEvery { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How far the target's time may be from what is expected. Default 5 s.</summary>
    public TimeSpan Tolerance { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long effect and healing may take each to show. Default 20 s.</summary>
    public TimeSpan ShowWithin { get; init; } = TimeSpan.FromSeconds(20);

    internal void Validate()
    {
        if (Offsets.Count == 0 || Offsets.Any(offset => offset.Duration() < Tolerance * 3 || offset.Duration() > TimeSpan.FromDays(400)))
            throw new ArgumentException($"LHC4911: '{Name}' has offsets of {string.Join(", ", Offsets)}; at least one is needed, each of three tolerances ({Tolerance * 3}) to 400 days.");
        if (JumpEvery < TimeSpan.FromMilliseconds(50) || Tolerance <= TimeSpan.Zero || ShowWithin <= TimeSpan.Zero || ShowWithin > TimeSpan.FromHours(1))
            throw new ArgumentException($"LHC4912: JumpEvery is {JumpEvery}, Tolerance {Tolerance}, ShowWithin {ShowWithin}; at least 50 ms, above 0, above 0 and at most 1 h.");
    }
}
