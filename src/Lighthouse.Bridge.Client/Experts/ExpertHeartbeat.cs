namespace Lighthouse.Bridge.Client;

/// <summary>The answer to a heartbeat.</summary>
/// <param name="Status">The expert's state.</param>
/// <param name="OpenTasks">Its open work.</param>
/// <param name="NextHeartbeatBefore">Unix second by which the next heartbeat is due.</param>
public sealed record ExpertHeartbeat(string Status, int OpenTasks, double NextHeartbeatBefore);
