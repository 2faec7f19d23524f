namespace Lighthouse.Bridge.Configuration;

/// <summary>Push over WebSocket: the configuration section <c>Bridge:Push</c>.</summary>
public sealed record PushSettings
{
    /// <summary>Sockets held at most. Default 5,000.</summary>
    public int Sockets { get; init; } = 5_000;

    /// <summary>Sockets of one agent at most. Default 8.</summary>
    public int SocketsPerAgent { get; init; } = 8;

    /// <summary>Events pushed to one socket in a second at most; 0, the default, for no such limit. None is lost: they come later.</summary>
    public int EventsPerSecond { get; init; }

    /// <summary>Pushes that wait for one slow reader in memory; beyond them it reads on from the store. Default 256.</summary>
    public int QueuedEvents { get; init; } = 256;

    /// <summary>Bytes of pushes that wait for one slow reader in memory. Default 1 MiB.</summary>
    public int QueuedBytes { get; init; } = 1 << 20;

    /// <summary>Seconds between two signs of life that are asked for; a peer silent for two of these spans is taken for dead. Default 30.</summary>
    public int PingSeconds { get; init; } = 30;

    internal static PushSettings Read(OptionsSection section) => new()
    {
        Sockets = (int)section.Number("Sockets", 5_000, 1, 1_000_000),
        SocketsPerAgent = (int)section.Number("SocketsPerAgent", 8, 1, 10_000),
        EventsPerSecond = (int)section.Number("EventsPerSecond", 0, 0, 1_000),
        QueuedEvents = (int)section.Number("QueuedEvents", 256, 1, 100_000),
        QueuedBytes = (int)section.Number("QueuedBytes", 1 << 20, 1 << 10, 1 << 28),
        PingSeconds = (int)section.Number("PingSeconds", 30, 1, 3_600),
    };
}
