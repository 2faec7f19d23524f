using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Reporting;
using Lighthouse.Readiness.Reporting.Annotations;
using Lighthouse.Readiness.Runbooks;
using Serilog;

namespace Lighthouse.Pipeline.ContinuousIntegration;

/// <summary>What a build tells the system that runs it, beside its log: missed gates at their lines of the runbook, and the summary. Nothing where no such system runs it.</summary>
/// <param name="variable">Reads an environment variable.</param>
/// <param name="output">The output that the system reads.</param>
/// <param name="log">Where it is told what could not be handed over.</param>
internal sealed class CiOutput(Func<string, string?> variable, TextWriter output, ILogger log)
{
    private readonly CiHost host = variable("GITHUB_ACTIONS") == "true" ? CiHost.GitHub
        : string.Equals(variable("TF_BUILD"), "true", StringComparison.OrdinalIgnoreCase) ? CiHost.Azure
        : CiHost.None;

    /// <summary>Tells what a day missed that no decision follows.</summary>
    public void Day(string repository, RunIdentity identity, DayVerdict day) => Write(new MissAnnotations(host, repository).Of(identity, day));

    /// <summary>Tells what the decision rests on that was missed, and hands over its summary.</summary>
    public void Decision(string repository, Runbook runbook, Decision decision, string results)
    {
        Write(new MissAnnotations(host, repository).Of(runbook, decision));
        var summary = Path.GetFullPath(Path.Combine(results, ArtifactNames.Summary));
        if (host == CiHost.Azure)
            Write([$"##vso[task.uploadsummary]{Untrusted.ForAzureMessage(summary)}"]);
        if (host == CiHost.GitHub && variable("GITHUB_STEP_SUMMARY") is { Length: > 0 } page)
            Append(summary, page);
    }

    private void Append(string summary, string page)
    {
        try
        {
            File.AppendAllText(page, File.ReadAllText(summary));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The decision stands; only its copy on the job's page is missing.
            log.Warning("LH5303: the summary cannot be added to the job's page: {Problem:l}", Untrusted.ForConsole(problem.Message));
        }
    }

    private void Write(IReadOnlyList<string> commands)
    {
        foreach (var command in commands)
            output.WriteLine(command);
    }
}
