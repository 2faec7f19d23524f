using Cake.Core;

namespace Cake.Frosting;

/// <summary>One unit of work of a build: what runs under one target name.</summary>
/// <remarks>Derive from <see cref="FrostingTask{T}"/> or <see cref="AsyncFrostingTask{T}"/>; an implementation that does neither is refused when the build starts.</remarks>
public interface IFrostingTask
{
    /// <summary>Gets the reason that is logged when <see cref="ShouldRun"/> returns <see langword="false"/>; empty unless implemented.</summary>
    string SkippedMessage => string.Empty;

    /// <summary>Does the work.</summary>
    /// <param name="context">The build's context.</param>
    /// <returns>A task that ends with the work; it fails when the work failed.</returns>
    Task RunAsync(ICakeContext context);

    /// <summary>Tells whether the task is to run; a skipped task does not stop those that depend on it.</summary>
    /// <param name="context">The build's context.</param>
    /// <returns><see langword="true"/> to run; <see langword="false"/> to skip.</returns>
    bool ShouldRun(ICakeContext context);

    /// <summary>Handles a failure of the task.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <param name="context">The build's context.</param>
    void OnError(Exception exception, ICakeContext context);

    /// <summary>Runs after the task, whether it passed or failed.</summary>
    /// <param name="context">The build's context.</param>
    void Finally(ICakeContext context);
}
