using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.State;

/// <summary>State that is rebuilt from the bridge's own events when it starts.</summary>
public interface IEventSourced
{
    /// <summary>Takes one stored event of the bridge into account; types that do not concern it are ignored.</summary>
    void Apply(StoredEvent stored);
}
