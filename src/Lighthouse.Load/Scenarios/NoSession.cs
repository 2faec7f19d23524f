namespace Lighthouse.Load.Scenarios;

/// <summary>The session of a scenario that keeps nothing between iterations.</summary>
public sealed class NoSession
{
    internal static NoSession Only { get; } = new();

    private NoSession() { }
}
