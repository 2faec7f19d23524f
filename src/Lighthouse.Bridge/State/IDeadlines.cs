namespace Lighthouse.Bridge.State;

/// <summary>Decides when a deadline has passed.</summary>
public interface IDeadlines
{
    /// <summary>Whether it has passed.</summary>
    bool HasPassed(long unixMilliseconds);

    /// <summary>Calls back once, when it has passed; disposing it first prevents that.</summary>
    IDisposable Watch(long unixMilliseconds, Action passed);
}
