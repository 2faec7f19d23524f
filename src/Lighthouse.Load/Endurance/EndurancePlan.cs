namespace Lighthouse.Load.Endurance;

/// <summary>What a long run is to do.</summary>
/// <param name="Identity">What the run is about: target, runbook, sizes. A journal of another identity is never gone on with.</param>
/// <param name="Duration">From the first start to the end, whatever breaks in between; above 0.</param>
/// <param name="Window">How often a part is written down: what a kill costs at most. Above 0 and at most the duration.</param>
/// <param name="PerSecond">Starts a second (open model).</param>
/// <param name="Part">The share at the beginning and at the end that is compared, above 0 and at most 0.5.</param>
public sealed record EndurancePlan(string Identity, TimeSpan Duration, TimeSpan Window, double PerSecond, double Part)
{
    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Identity);
        if (Duration <= TimeSpan.Zero || Window <= TimeSpan.Zero || Window > Duration)
            throw new ArgumentException($"LHL3081: a run of {Duration} in windows of {Window}; both must be above 0, and a window no longer than the run.");
        if (!(Part is > 0 and <= 0.5))
            throw new ArgumentException($"LHL3082: the compared part is {Part}; it must be above 0 and at most 0.5 of the run.");
    }
}
