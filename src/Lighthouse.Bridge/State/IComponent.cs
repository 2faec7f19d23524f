namespace Lighthouse.Bridge.State;

/// <summary>A part of the bridge that <c>/status</c> reports.</summary>
public interface IComponent
{
    /// <summary>The wire's name, such as <c>event_store</c>.</summary>
    string Name { get; }

    /// <summary><c>healthy</c>, <c>degraded</c>, <c>unhealthy</c> or <c>unavailable</c>, as it is now.</summary>
    string State { get; }
}
