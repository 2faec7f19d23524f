using Lighthouse.Bridge.Configuration;

namespace Lighthouse.Bridge.Identity;

/// <summary>An authenticated agent's session. Times are steady unix milliseconds.</summary>
internal sealed class Session(string id, string agentId, int generation, Peer peer, long createdAt, SessionSettings settings)
{
    /// <summary>Use is written down at most this often; after a restart a session may therefore end this much earlier.</summary>
    public const long UseWrittenEvery = 300_000;

    private readonly long _idle = (long)settings.Idle.TotalMilliseconds;
    private long _lastUsed = createdAt;
    private long _lastWritten = createdAt;
    private int _open;

    public string Id { get; } = id;

    public string AgentId { get; } = agentId;

    /// <summary>Generation of the secret that opened it.</summary>
    public int Generation { get; } = generation;

    public Peer Peer { get; } = peer;

    public long CreatedAt { get; } = createdAt;

    /// <summary>Which of its agent's sessions this is, counted over all instances.</summary>
    public long Ordinal { get; set; }

    /// <summary>Whether the session may be used: its creation is stored and it is not revoked.</summary>
    public bool IsOpen
    {
        get => Volatile.Read(ref _open) == 1;
        set => Volatile.Write(ref _open, value ? 1 : 0);
    }

    public long LastUsedAt => Volatile.Read(ref _lastUsed);

    /// <summary>When the session ends unless it is used before.</summary>
    public long EndsAt => Math.Min(Volatile.Read(ref _lastUsed) + _idle, HardEnd);

    /// <summary>When it ends in any case.</summary>
    public long HardEnd { get; } = createdAt + (long)settings.Hard.TotalMilliseconds;

    public bool HasEnded(long now) => now >= EndsAt;

    /// <summary>Slides the idle limit; true when this use is to be written down.</summary>
    public bool Use(long now)
    {
        Volatile.Write(ref _lastUsed, now);
        var written = Volatile.Read(ref _lastWritten);
        return now - written >= UseWrittenEvery && Interlocked.CompareExchange(ref _lastWritten, now, written) == written;
    }

    /// <summary>When it was last used, as far as that was written down.</summary>
    public long WrittenUse => Volatile.Read(ref _lastWritten);

    /// <summary>Takes a written use into account.</summary>
    public void Restore(long usedAt)
    {
        // Another instance may have written an older use than this one has seen.
        Volatile.Write(ref _lastUsed, Math.Max(usedAt, Volatile.Read(ref _lastUsed)));
        Volatile.Write(ref _lastWritten, Math.Max(usedAt, Volatile.Read(ref _lastWritten)));
    }
}
