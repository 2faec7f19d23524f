namespace Lighthouse.Bridge.Integrity;

/// <summary>The kinds of violations and how bad each is.</summary>
public static class IntegrityKind
{
    /// <summary>Stored bytes that verify as no record.</summary>
    public const string HashMismatch = "hash_mismatch";

    /// <summary>Missing, repeated or moved records.</summary>
    public const string SequenceCorruption = "sequence_corruption";

    /// <summary>Time that runs backwards, or lies in the future.</summary>
    public const string TimestampAnomaly = "timestamp_anomaly";

    /// <summary>A sealed record that is not the one that was stored.</summary>
    public const string EventTampering = "event_tampering";

    /// <summary>A file that somebody else changed.</summary>
    public const string UnauthorizedModification = "unauthorized_modification";

    /// <summary>A statement about the events that does not verify, or a key that cannot be used.</summary>
    public const string CryptographicFailure = "cryptographic_failure";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [HashMismatch, SequenceCorruption, TimestampAnomaly, EventTampering, UnauthorizedModification, CryptographicFailure];

    /// <summary>high, medium or critical.</summary>
    public static string SeverityOf(string kind) => kind switch
    {
        HashMismatch or SequenceCorruption => "high",
        TimestampAnomaly => "medium",
        _ => "critical",
    };
}
