using Cake.Frosting;
using Lighthouse.Pipeline.Days;

namespace Lighthouse.Build.Tasks;

/// <summary>Thursday: the parts work together over the wire</summary>
[TaskName("Integration"), IsDependentOn(typeof(ResilienceTask))]
[TaskDescription("Thursday: the parts work together over the wire")]
public sealed class IntegrationTask : DayTask;
