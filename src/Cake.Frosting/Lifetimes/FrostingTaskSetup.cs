using Cake.Core;

namespace Cake.Frosting;

/// <summary>What a build does before each task, over Cake's own context.</summary>
public abstract class FrostingTaskSetup : FrostingTaskSetup<ICakeContext>
{
}

/// <summary>What a build does before each task, over the build's own context type.</summary>
/// <typeparam name="TContext">The context type; the context given to <c>UseContext</c> must be convertible to it.</typeparam>
public abstract class FrostingTaskSetup<TContext> : IFrostingTaskSetup
    where TContext : ICakeContext
{
    /// <summary>Runs before each task. When it fails the task does not run, its teardown does.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">The task that is about to run.</param>
    public abstract void Setup(TContext context, ITaskSetupContext info);

    /// <inheritdoc/>
    void IFrostingTaskSetup.Setup(ICakeContext context, ITaskSetupContext info)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(info);
        Setup((TContext)context, info);
    }
}
