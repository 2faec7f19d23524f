using Cake.Frosting;
using Lighthouse.Pipeline.Days;

namespace Lighthouse.Build.Tasks;

/// <summary>Wednesday: faults that happen, recovery, and what was acknowledged</summary>
[TaskName("Resilience"), IsDependentOn(typeof(PerformanceTask))]
[TaskDescription("Wednesday: faults that happen, recovery, and what was acknowledged")]
public sealed class ResilienceTask : DayTask;
