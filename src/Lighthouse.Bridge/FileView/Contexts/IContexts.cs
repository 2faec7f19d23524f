using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.FileView.Contexts;

/// <summary>Packages of context that agents share with all others.</summary>
public interface IContexts : IEventSourced
{
    /// <summary>Shares a content, or replaces it; completes when it is on stable storage.</summary>
    /// <param name="caller">Who. A package belongs to the agent that shared into it first.</param>
    /// <param name="package">1 to 64 letters, digits, underscores, dots and hyphens.</param>
    /// <param name="name">The same, of the content within it.</param>
    /// <param name="content">The content.</param>
    /// <returns>Sequence of its event.</returns>
    /// <exception cref="RefusalException">422 for names that are none, 403 for another's package, 409 when there is no room.</exception>
    Task<long> ShareAsync(Caller caller, string package, string name, string content);
}
