namespace Lighthouse.Load.Endurance;

/// <summary>What a long run sees and shows beside its load.</summary>
/// <param name="Time">The clock.</param>
/// <param name="See">Looks at the target; called once a second, and must return quickly.</param>
/// <param name="Show">Is told once a second how the run stands, such as <see cref="LivePage.Show"/>; null for nobody.</param>
public sealed record EnduranceWatch(TimeProvider Time, Func<TargetSight> See, Action<LiveReading>? Show = null);
