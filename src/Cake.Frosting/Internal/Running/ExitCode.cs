using Cake.Core;

namespace Cake.Frosting.Internal.Running;

/// <summary>The exit codes of failed builds.</summary>
internal static class ExitCode
{
    private const int Failure = 1;

    /// <summary>Gets the exit code for a failure: the first one that a <see cref="CakeException"/> in it carries, else 1, and 2 for a build that was refused; never one that a shell takes for success.</summary>
    public static int Of(Exception failure) =>
        failure is BuildRefusedException ? BuildRefusedException.Code : FirstTelling(failure);

    private static int FirstTelling(Exception failure) =>
        Causes(failure).OfType<CakeException>().Select(cause => cause.ExitCode).FirstOrDefault(IsTelling, Failure);

    // Unix keeps the lowest eight bits only, so that 256 would look like 0.
    private static bool IsTelling(int code) => code != Failure && (code & 0xFF) != 0;

    private static IEnumerable<Exception> Causes(Exception failure)
    {
        IEnumerable<Exception> inner = failure switch
        {
            AggregateException several => several.InnerExceptions,
            { InnerException: { } one } => [one],
            _ => [],
        };

        return inner.SelectMany(Causes).Prepend(failure);
    }
}
