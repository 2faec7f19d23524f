namespace Lighthouse.Load.Endurance;

/// <summary>What can be seen of the target beside its answers.</summary>
/// <param name="Instance">Which instance runs; empty when none can be seen.</param>
/// <param name="ResidentBytes">Its resident memory; 0 when it cannot be seen.</param>
public readonly record struct TargetSight(string Instance, long ResidentBytes);
