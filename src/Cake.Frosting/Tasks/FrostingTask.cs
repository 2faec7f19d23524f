using Cake.Core;

namespace Cake.Frosting;

/// <summary>A task that needs nothing beyond Cake's own context.</summary>
public abstract class FrostingTask : FrostingTask<ICakeContext>
{
}

/// <summary>A task over the build's own context type.</summary>
/// <typeparam name="T">The context type; the context given to <c>UseContext</c> must be convertible to it.</typeparam>
public abstract class FrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    /// <summary>Does the work; nothing, unless overridden.</summary>
    /// <param name="context">The build's context.</param>
    public virtual void Run(T context)
    {
    }

    /// <summary>Tells whether the task is to run; always, unless overridden.</summary>
    /// <param name="context">The build's context.</param>
    /// <returns><see langword="true"/> to run; <see langword="false"/> to skip.</returns>
    /// <remarks>A target named on the command line cannot be skipped: the build fails and says so.</remarks>
    public virtual bool ShouldRun(T context) => true;

    /// <summary>Handles a failure of the task. Overriding it swallows the failure unless the override throws.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <param name="context">The build's context.</param>
    public virtual void OnError(Exception exception, T context)
    {
    }

    /// <summary>Runs after the task, whether it passed or failed.</summary>
    /// <param name="context">The build's context.</param>
    public virtual void Finally(T context)
    {
    }

    /// <inheritdoc/>
    Task IFrostingTask.RunAsync(ICakeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Run((T)context);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    bool IFrostingTask.ShouldRun(ICakeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ShouldRun((T)context);
    }

    /// <inheritdoc/>
    void IFrostingTask.OnError(Exception exception, ICakeContext context)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentNullException.ThrowIfNull(context);
        OnError(exception, (T)context);
    }

    /// <inheritdoc/>
    void IFrostingTask.Finally(ICakeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Finally((T)context);
    }
}
