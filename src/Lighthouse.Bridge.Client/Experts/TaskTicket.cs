namespace Lighthouse.Bridge.Client;

/// <summary>What whoever dispatched a task holds.</summary>
/// <param name="TaskId">Its identity.</param>
/// <param name="Status"><c>pending</c>.</param>
/// <param name="Message">For people.</param>
/// <param name="TargetAgent">Who has it; empty where a bridge does not say.</param>
/// <param name="ExpiresAt">Deadline in unix seconds; 0 where a bridge gives none.</param>
public sealed record TaskTicket(string TaskId, string Status, string Message, string TargetAgent = "", double ExpiresAt = 0);
