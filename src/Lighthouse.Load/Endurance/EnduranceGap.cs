namespace Lighthouse.Load.Endurance;

/// <summary>A time in which nothing was measured.</summary>
/// <param name="From">The end of the last window before it.</param>
/// <param name="Length">How long it was.</param>
public sealed record EnduranceGap(DateTimeOffset From, TimeSpan Length);
