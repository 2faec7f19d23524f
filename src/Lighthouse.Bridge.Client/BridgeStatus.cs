namespace Lighthouse.Bridge.Client;

/// <summary>What <c>GET /status</c> said.</summary>
/// <param name="Status">Overall word.</param>
/// <param name="Mode"><c>production</c> or <c>development</c>.</param>
/// <param name="Components">State of each component by name.</param>
/// <param name="ActiveAgents">Agents with at least one valid session.</param>
/// <param name="PendingValidations">Validations under way.</param>
/// <param name="UptimeSeconds">Seconds since the process started.</param>
/// <param name="LastSequence">Sequence of the newest stored event; 0 where a bridge does not say.</param>
public sealed record BridgeStatus(
    string Status, string Mode, IReadOnlyDictionary<string, string> Components, int ActiveAgents, int PendingValidations, double UptimeSeconds, long LastSequence = 0);
