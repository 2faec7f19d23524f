namespace Lighthouse.Chaos.NetworkProxy;

/// <summary>What a link between clients and a target does. Default: it forwards everything.</summary>
public sealed record LinkConditions
{
    /// <summary>Everything is forwarded as it comes.</summary>
    public static LinkConditions Open { get; } = new();

    /// <summary>Nothing passes either way.</summary>
    public static LinkConditions CutBothWays { get; } = new() { ToTarget = DirectionCondition.Cut, ToClients = DirectionCondition.Cut };

    /// <summary>What clients send.</summary>
    public DirectionCondition ToTarget { get; init; } = DirectionCondition.Open;

    /// <summary>What the target sends.</summary>
    public DirectionCondition ToClients { get; init; } = DirectionCondition.Open;

    /// <summary>What becomes of connections. Default: forwarded.</summary>
    public ConnectionFate Connections { get; init; }

    /// <summary>Whether no answer can come back. A new connection needs both directions to be made at all.</summary>
    internal bool IsInterrupting => ToTarget.IsCut || ToClients.IsCut || Connections != ConnectionFate.Forwarded;

    internal TimeSpan RoundTripLatency => ToTarget.Latency + ToClients.Latency;

    internal void Validate()
    {
        ToTarget.Validate("to the target");
        ToClients.Validate("to the clients");
        if (!Enum.IsDefined(Connections))
            throw new ArgumentException($"LHC4403: '{Connections}' is no fate of connections; allowed: {string.Join(", ", Enum.GetNames<ConnectionFate>())}.");
    }
}
