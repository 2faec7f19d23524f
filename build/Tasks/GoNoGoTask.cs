using Cake.Frosting;
using Lighthouse.Pipeline.Days;

namespace Lighthouse.Build.Tasks;

/// <summary>Friday: judges all evidence of the run and decides.</summary>
[TaskName("GoNoGo"), IsDependentOn(typeof(IntegrationTask))]
[TaskDescription("Friday: judges all evidence of this run; exit code 0 only for GO")]
public sealed class GoNoGoTask : DecisionTask;
