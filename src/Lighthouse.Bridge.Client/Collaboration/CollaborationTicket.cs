namespace Lighthouse.Bridge.Client;

/// <summary>A collaboration that was started or ended.</summary>
/// <param name="SessionId">Its identity.</param>
/// <param name="Status"><c>active</c> or <c>ended</c>.</param>
/// <param name="Message">For people.</param>
/// <param name="Participants">Who takes part.</param>
public sealed record CollaborationTicket(string SessionId, string Status, string Message, IReadOnlyList<string> Participants);
