namespace Lighthouse.Bridge.Operations;

/// <summary>Names of agents: 1 to 64 of letters, digits, underscore, dot and hyphen.</summary>
internal static class AgentIds
{
    public static void Require(string agentId)
    {
        if (agentId.Length is 0 or > 64 || agentId.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-')))
            throw new RefusalException(
                StatusCodes.Status422UnprocessableEntity, "invalid_agent_id", "An agent's name has 1 to 64 of letters, digits, underscore, dot and hyphen.");
    }
}
