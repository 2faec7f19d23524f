using Cake.Frosting;

namespace Lighthouse.Build.Tasks;

/// <summary>Records what the bridge can do on this class of machines.</summary>
[TaskName("Baseline"), IsDependentOn(typeof(BuildTask))]
[TaskDescription("Records the baseline that no-regression compares with, for this class of machines")]
public sealed class BaselineTask : Lighthouse.Pipeline.Baselines.BaselineTask;
