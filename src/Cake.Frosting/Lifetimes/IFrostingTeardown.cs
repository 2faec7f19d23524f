using Cake.Core;

namespace Cake.Frosting;

/// <summary>What a build does after its tasks.</summary>
public interface IFrostingTeardown
{
    /// <summary>Runs after the last task, also when the setup or a task failed.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">How the run went; it carries the failure, if there was one.</param>
    void Teardown(ICakeContext context, ITeardownContext info);
}
