namespace Lighthouse.Pipeline;

/// <summary>Ends the build with a message for its reader and an exit code.</summary>
/// <param name="exitCode">The exit code.</param>
/// <param name="message">Code, what, what is allowed, what to do next.</param>
/// <param name="inner">The cause.</param>
public sealed class PipelineException(ExitCode exitCode, string message, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>The exit code by name.</summary>
    public ExitCode Code { get; } = exitCode;
}
