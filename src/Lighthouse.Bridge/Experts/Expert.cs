namespace Lighthouse.Bridge.Experts;

/// <summary>A registered expert; guarded by the register's lock.</summary>
internal sealed class Expert(string agentId)
{
    public string AgentId { get; } = agentId;

    public required ExpertProfile Profile { get; set; }

    /// <summary>Which registration is the valid one.</summary>
    public required string RegistrationId { get; set; }

    /// <summary>Sequence of the event of the valid registration: an older event changes nothing.</summary>
    public long RegisteredBy { get; set; }

    /// <summary>Sequence of the newest event that suspended it or gave it back its standing.</summary>
    public long SuspendedBy { get; set; }

    /// <summary>Sequence of the newest event that said whether it is there.</summary>
    public long HeardBy { get; set; }

    public long LastHeartbeat { get; set; }

    /// <summary>The newest heartbeat that is stored.</summary>
    public long LastWritten { get; set; }

    public bool IsSuspended { get; set; }

    /// <summary>Whether it was dropped and has not been heard of since.</summary>
    public bool IsDropped { get; set; }

    public int Open { get; set; }

    public long LastAssigned { get; set; }
}
