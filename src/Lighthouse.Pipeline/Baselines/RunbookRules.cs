using Lighthouse.Readiness.Regression;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Pipeline.Baselines;

/// <summary>The gate of a runbook that repeats its runs, and what it says of when a figure is worse.</summary>
internal static class RunbookRules
{
    /// <exception cref="PipelineException">No gate has the rules, or they contradict each other (exit code 2).</exception>
    public static (Gate Gate, RegressionRules Rules) Of(Runbook runbook)
    {
        try
        {
            return RegressionRules.Find(runbook) ?? throw new PipelineException(
                ExitCode.Invalid, "LH5802: no gate of the runbook has the sizes investigate, block and error_rate, which say when a figure is worse; give them to the one that repeats its runs.");
        }
        catch (ArgumentException problem)
        {
            throw new PipelineException(ExitCode.Invalid, problem.Message, problem);
        }
    }
}
