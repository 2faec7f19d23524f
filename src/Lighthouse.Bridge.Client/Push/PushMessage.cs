using System.Text.Json;

namespace Lighthouse.Bridge.Client;

/// <summary>What a bridge pushes.</summary>
public abstract record PushMessage;

/// <summary>An event of another agent's of a subscribed type.</summary>
/// <param name="Event">The event.</param>
public sealed record PushedEvent(BridgeEvent Event) : PushMessage;

/// <summary>A question to this agent.</summary>
/// <param name="Question">The question, as <see cref="BridgeSession.PendingAsync"/> gives it.</param>
/// <param name="Sequence">Sequence of its event; for a question that was open already when the socket was opened, the newest event's then.</param>
public sealed record PushedQuestion(PendingElicitation Question, long Sequence) : PushMessage;

/// <summary>The end of an elicitation of this agent's that another brought about.</summary>
/// <param name="ElicitationId">Which.</param>
/// <param name="FromAgent">Who asked.</param>
/// <param name="ToAgent">Who was asked.</param>
/// <param name="Status"><c>accepted</c>, <c>declined</c>, <c>cancelled</c> or <c>expired</c>.</param>
/// <param name="EndedAt">Unix seconds.</param>
/// <param name="Sequence">Sequence of the event.</param>
/// <param name="Data">The answer; null where there is none.</param>
public sealed record PushedEnd(
    string ElicitationId, string FromAgent, string ToAgent, string Status, double EndedAt, long Sequence, JsonElement? Data = null) : PushMessage;
