namespace Lighthouse.Bridge.Elicitations;

/// <summary>Signs questions for their targets and checks the parties' answers, with keys derived from the agent's secret for one elicitation.</summary>
public interface ISignatures
{
    /// <summary>The signature of a question for its target; lower hex.</summary>
    string SignQuestion(PendingQuestion question, string toAgent);

    /// <summary>Whether the agent itself signed exactly this answer.</summary>
    bool IsGenuine(Answer answer, string agentId);
}
