namespace Lighthouse.Bridge.Client;

/// <summary>What whoever delegated holds.</summary>
/// <param name="DelegationId">Its identity.</param>
/// <param name="TargetExpert">Who has it.</param>
/// <param name="Status"><c>pending</c>.</param>
/// <param name="Message">For people.</param>
/// <param name="ToolName">The tool.</param>
/// <param name="ExpiresAt">Deadline in unix seconds; 0 where a bridge gives none.</param>
public sealed record DelegationTicket(string DelegationId, string TargetExpert, string Status, string Message, string ToolName, double ExpiresAt = 0);
