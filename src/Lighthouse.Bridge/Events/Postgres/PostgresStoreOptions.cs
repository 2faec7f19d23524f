namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>Where and how a <see cref="PostgresEventStore"/> keeps its events.</summary>
public sealed record PostgresStoreOptions
{
    /// <summary>How to reach the database; holds a password and is never logged.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>The store's own schema. Default <c>lighthouse</c>.</summary>
    public string Schema { get; init; } = "lighthouse";

    /// <summary>Name of this instance, written into every event; no other running instance may have it.</summary>
    public required string NodeId { get; init; }

    /// <summary>How long a statement may take before the database counts as unreachable. Default 5 s.</summary>
    public TimeSpan StatementLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the opening waits for a database that cannot be reached. Default 30 s.</summary>
    public TimeSpan OpeningLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a commit whose outcome is unknown is followed up before its appends are refused. Default 5 s.</summary>
    public TimeSpan DoubtLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Bytes of appends that may wait for the database before further ones are refused. Default 64 MiB.</summary>
    public long QueuedBytes { get; init; } = 64L << 20;

    /// <summary>Number of newest events that are also held in memory for readers. Default 8,192.</summary>
    public int RecentEvents { get; init; } = 8_192;

    /// <summary>Bytes of newest events that are also held in memory for readers. Default 16 MiB.</summary>
    public long RecentBytes { get; init; } = 16L << 20;

    /// <summary>Hides the connection string.</summary>
    public override string ToString() => $"node {NodeId} on schema {Schema}";
}
