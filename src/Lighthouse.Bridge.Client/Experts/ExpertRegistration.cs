namespace Lighthouse.Bridge.Client;

/// <summary>What a registered expert holds.</summary>
/// <param name="AgentId">The expert.</param>
/// <param name="Token">Proof of this registration, needed for heartbeats and for completing; a later registration of the agent makes it void.</param>
/// <param name="Success">True.</param>
/// <param name="Message">For people.</param>
public sealed record ExpertRegistration(string AgentId, string Token, bool Success, string Message)
{
    /// <summary>Hides the token.</summary>
    public override string ToString() => $"registration of {AgentId}";
}
