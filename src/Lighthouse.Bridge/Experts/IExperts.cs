using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Experts;

/// <summary>The registered experts.</summary>
public interface IExperts : IEventSourced
{
    /// <summary>Registers the caller as an expert, or anew; the returned token is the only valid one from then on.</summary>
    Task<string> RegisterAsync(Caller caller, ExpertProfile profile);

    /// <summary>Says that the caller is there; an expert that was dropped is back.</summary>
    /// <exception cref="RefusalException">404 when it is not registered, 403 when the token is not its newest registration's.</exception>
    Task<ExpertView> HeartbeatAsync(Caller caller, string token);

    /// <summary>Refuses a token that is not the caller's newest registration's.</summary>
    /// <exception cref="RefusalException">404 when the caller is not registered, 403 otherwise.</exception>
    void RequireRegistration(Caller caller, string token);

    /// <summary>Keeps work from an expert, takes away what it has, or gives it back its standing.</summary>
    /// <exception cref="RefusalException">404 when it is not registered.</exception>
    Task<ExpertView> SuspendAsync(Caller admin, string agentId, bool suspended, string? reason);

    /// <summary>The experts, by name.</summary>
    /// <param name="capability">Only those capable of it; null for all.</param>
    /// <param name="state">Only those in this state; null for all.</param>
    IReadOnlyList<ExpertView> List(string? capability, ExpertState? state);
}
