using Cake.Core;

namespace Cake.Frosting;

/// <summary>What a build does before each task.</summary>
public interface IFrostingTaskSetup
{
    /// <summary>Runs before each task. When it fails the task does not run, its teardown does.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">The task that is about to run.</param>
    void Setup(ICakeContext context, ITaskSetupContext info);
}
