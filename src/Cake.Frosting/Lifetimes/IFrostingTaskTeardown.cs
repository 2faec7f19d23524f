using Cake.Core;

namespace Cake.Frosting;

/// <summary>What a build does after each task.</summary>
public interface IFrostingTaskTeardown
{
    /// <summary>Runs after each task, also when its setup or the task failed.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">The task, how long it took, whether it was skipped.</param>
    void Teardown(ICakeContext context, ITaskTeardownContext info);
}
