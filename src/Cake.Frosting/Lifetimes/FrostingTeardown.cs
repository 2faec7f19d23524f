using Cake.Core;

namespace Cake.Frosting;

/// <summary>What a build does after its tasks, over Cake's own context.</summary>
public abstract class FrostingTeardown : FrostingTeardown<ICakeContext>
{
}

/// <summary>What a build does after its tasks, over the build's own context type.</summary>
/// <typeparam name="TContext">The context type; the context given to <c>UseContext</c> must be convertible to it.</typeparam>
public abstract class FrostingTeardown<TContext> : IFrostingTeardown
    where TContext : ICakeContext
{
    /// <summary>Runs after the last task, also when the setup or a task failed.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">How the run went; it carries the failure, if there was one.</param>
    public abstract void Teardown(TContext context, ITeardownContext info);

    /// <inheritdoc/>
    void IFrostingTeardown.Teardown(ICakeContext context, ITeardownContext info)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(info);
        Teardown((TContext)context, info);
    }
}
