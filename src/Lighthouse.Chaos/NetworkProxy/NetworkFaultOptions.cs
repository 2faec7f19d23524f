namespace Lighthouse.Chaos.NetworkProxy;

/// <summary>What happens on a link, and who looks.</summary>
public sealed record NetworkFaultOptions
{
    /// <summary>The fault's name, lower case with hyphens, such as <c>cut-to-target</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The link; this run started it, and it leads to this machine alone.</summary>
    public required TcpProxy Proxy { get; init; }

    /// <summary>What it does while the fault lasts.</summary>
    public required LinkConditions Conditions { get; init; }

    /// <summary>Asks the target through the link, by a connection of its own each time; true when an answer came.</summary>
    public required Func<CancellationToken, Task<bool>> ThroughAsync { get; init; }

    /// <summary>Asks the target the same past the link: it must go on answering, or the link proves nothing.</summary>
    public required Func<CancellationToken, Task<bool>> DirectAsync { get; init; }

    /// <summary>
    /// Sends something over a connection through the link that was made before the fault, and looks past the link whether it arrived at the target.
    /// Needed where one direction alone is cut: it tells which. Called once before the fault, where it must be true.
    /// </summary>
    public Func<CancellationToken, Task<bool>>? ArrivesAsync { get; init; }

    /// <summary>How often the link changes between the conditions and none, for a flapping one. Default: it does not.</summary>
    public TimeSpan? FlapEvery { get; init; }

    /// <summary>How much longer an answer through the link must take than one past it where the link slows only. Default: nine tenths of both latencies.</summary>
    public TimeSpan? SlowerBy { get; init; }

    /// <summary>How long an answer may take before there is none. Default 400 ms.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>How long effect and healing may take each to show. Default 10 s.</summary>
    public TimeSpan ShowWithin { get; init; } = TimeSpan.FromSeconds(10);

    internal bool IsOneWay => Conditions.Connections == ConnectionFate.Forwarded && Conditions.ToTarget.IsCut != Conditions.ToClients.IsCut;

    internal TimeSpan LeastDelay => SlowerBy ?? Conditions.RoundTripLatency * 0.9;

    internal void Validate()
    {
        Conditions.Validate();
        if (!Conditions.IsInterrupting && LeastDelay <= TimeSpan.Zero)
            throw new ArgumentException($"LHC4411: the conditions of '{Name}' change nothing that could be seen; cut, slow or break something, and say SlowerBy where only bytes per second are limited.");
        if (IsOneWay && FlapEvery is null && ArrivesAsync is null)
            throw new ArgumentException($"LHC4412: '{Name}' cuts one direction; ArrivesAsync is needed to see which.");
        if (FlapEvery is { } every && (every < TimeSpan.FromMilliseconds(50) || !Conditions.IsInterrupting))
            throw new ArgumentException($"LHC4413: '{Name}' must flap at most every 50 ms, and between an interruption and none; it does every {every.TotalMilliseconds:0} ms.");
        if (AnswerWithin <= TimeSpan.Zero || ShowWithin <= AnswerWithin || ShowWithin > TimeSpan.FromHours(1))
            throw new ArgumentException($"LHC4414: AnswerWithin is {AnswerWithin} and ShowWithin {ShowWithin}; above 0, ShowWithin the longer and at most 1 h.");
    }
}
