using Cake.Frosting;
using Lighthouse.Pipeline.Days;

namespace Lighthouse.Build.Tasks;

/// <summary>Monday: attacks on the running bridge, each with its positive control, and scans of what is shipped</summary>
[TaskName("Security"), IsDependentOn(typeof(BuildTask))]
[TaskDescription("Monday: attacks on the running bridge, each with its positive control, and scans of what is shipped")]
public sealed class SecurityTask : DayTask;
