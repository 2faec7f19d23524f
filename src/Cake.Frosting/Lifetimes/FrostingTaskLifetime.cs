using Cake.Core;

namespace Cake.Frosting;

/// <summary>What a build does before and after each task, over Cake's own context.</summary>
public abstract class FrostingTaskLifetime : FrostingTaskLifetime<ICakeContext>
{
}

/// <summary>What a build does before and after each task, over the build's own context type.</summary>
/// <typeparam name="TContext">The context type; the context given to <c>UseContext</c> must be convertible to it.</typeparam>
public abstract class FrostingTaskLifetime<TContext> : IFrostingTaskLifetime
    where TContext : ICakeContext
{
    /// <summary>Runs before each task. When it fails the task does not run, its teardown does.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">The task that is about to run.</param>
    public abstract void Setup(TContext context, ITaskSetupContext info);

    /// <summary>Runs after each task, also when its setup or the task failed.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">The task, how long it took, whether it was skipped.</param>
    public abstract void Teardown(TContext context, ITaskTeardownContext info);

    /// <inheritdoc/>
    void IFrostingTaskSetup.Setup(ICakeContext context, ITaskSetupContext info)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(info);
        Setup((TContext)context, info);
    }

    /// <inheritdoc/>
    void IFrostingTaskTeardown.Teardown(ICakeContext context, ITaskTeardownContext info)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(info);
        Teardown((TContext)context, info);
    }
}
