using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Elicitations;

/// <summary>Structured questions between agents.</summary>
public interface IElicitations : IEventSourced
{
    /// <summary>Asks another agent.</summary>
    /// <exception cref="RefusalException">404 for an unknown target, 422 for a schema that cannot be checked, 429 over the limit.</exception>
    Task<CreatedElicitation> CreateAsync(Caller caller, Question question);

    /// <summary>What waits for an agent's answer, oldest first.</summary>
    IReadOnlyList<PendingQuestion> PendingFor(string agentId);

    /// <summary>Whether an elicitation is known to have ended, or to be past its deadline.</summary>
    bool HasEnded(string elicitationId);

    /// <summary>Ends an elicitation by a party's word.</summary>
    /// <exception cref="RefusalException">
    /// 404 unknown, 403 not this party's to do or wrongly signed, 409 ended or nonce used, 410 after the deadline, 422 the answer does not meet
    /// the schema, 429 over the limit.
    /// </exception>
    Task<ElicitationState> RespondAsync(Caller caller, Answer answer);

    /// <summary>An elicitation as the caller may see it, no older than any event about it that the caller has seen.</summary>
    /// <exception cref="RefusalException">404 unknown, 403 somebody else's.</exception>
    Task<ElicitationView> ViewAsync(Caller caller, string elicitationId);

    /// <summary>Notes that the target was shown the question.</summary>
    void MarkDelivered(string elicitationId);

    /// <summary>Begins to watch the deadlines of what the events brought back.</summary>
    void WatchDeadlines();

    /// <summary>What was measured.</summary>
    ElicitationFigures Measure();
}
