namespace Lighthouse.Bridge.Experts;

/// <summary>An expert as it is now.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Profile">What it said of itself.</param>
/// <param name="State">Whether it can take work.</param>
/// <param name="IsOverdue">Whether its heartbeat is late: it gets work only when nobody punctual can take it.</param>
/// <param name="Open">Its open work.</param>
/// <param name="LastHeartbeat">When it was last heard of, in steady unix milliseconds.</param>
/// <param name="LastAssigned">Ordinal of the last work that it was given; 0 for none.</param>
public sealed record ExpertView(
    string AgentId, ExpertProfile Profile, ExpertState State, bool IsOverdue, int Open, long LastHeartbeat, long LastAssigned);
