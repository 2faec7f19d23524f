namespace Lighthouse.Security.Replay;

/// <summary>What each kind of accepted attempt means.</summary>
internal static class ReplayFlaws
{
    public static readonly Flaw Again = new(
        Weakness.CaptureReplay, Severity.Critical,
        "Let a request that may work once name something that is used up together with its effect, and refuse it from then on, however late.");

    public static readonly Flaw Race = new(
        Weakness.RaceCondition, Severity.Critical,
        "Make checking and using up one atomic step; of any number of equal requests at once exactly one may have an effect.");

    public static readonly Flaw Ended = new(
        Weakness.InsufficientSessionExpiration, Severity.Critical,
        "Look the session, its agent and the agent's secret up for every request; keep nothing of an earlier check that outlives them.");

    public static readonly Flaw Restart = new(
        Weakness.CaptureReplay, Severity.Critical,
        "Store what was used up and what was ended with the event that did it, and load it again before the service answers.");
}
