using Cake.Frosting;
using Lighthouse.Pipeline.Days;

namespace Lighthouse.Build.Tasks;

/// <summary>Tuesday: latency from the intended start, errors, delivery under load</summary>
[TaskName("Performance"), IsDependentOn(typeof(SecurityTask))]
[TaskDescription("Tuesday: latency from the intended start, errors, delivery under load")]
public sealed class PerformanceTask : DayTask;
