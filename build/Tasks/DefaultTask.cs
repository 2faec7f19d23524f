using Cake.Frosting;

namespace Lighthouse.Build.Tasks;

/// <summary>What is done when no target is named.</summary>
[TaskName("Default"), IsDependentOn(typeof(GoNoGoTask))]
[TaskDescription("GoNoGo")]
public sealed class DefaultTask : FrostingTask<BuildContext>;
