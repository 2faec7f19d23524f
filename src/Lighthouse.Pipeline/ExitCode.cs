namespace Lighthouse.Pipeline;

/// <summary>What the build's exit code means. Nothing but <see cref="Go"/> is 0.</summary>
public enum ExitCode
{
    /// <summary>GO, or what was asked for passed.</summary>
    Go = 0,

    /// <summary>NO-GO: a gate was missed or not evaluated.</summary>
    NoGo = 1,

    /// <summary>The runbook or the command line is invalid.</summary>
    Invalid = 2,

    /// <summary>No decision could be reached: the pipeline itself broke or was interrupted.</summary>
    NoDecision = 3,
}
