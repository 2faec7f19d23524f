using Cake.Frosting;

namespace Lighthouse.Build.Tasks;

/// <summary>Compares the results of runs.</summary>
[TaskName("Compare")]
[TaskDescription("Compares the latencies and rates of runs (--before, --after), and finds changes over --history")]
public sealed class CompareTask : Lighthouse.Pipeline.Comparisons.CompareTask;
