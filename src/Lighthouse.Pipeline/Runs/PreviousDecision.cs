using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Reporting;

namespace Lighthouse.Pipeline.Runs;

/// <summary>The decision file of the run that the page is to compare with. It becomes part of the evidence, so that the page can be made again.</summary>
/// <param name="content">The file's bytes.</param>
internal sealed class PreviousDecision(byte[] content)
{
    /// <summary>Reads it from a results folder, before anything is removed: it may be the one that this run writes to.</summary>
    /// <exception cref="PipelineException">There is none, or it is no decision (exit code 2).</exception>
    public static PreviousDecision From(string folder)
    {
        var path = Path.Combine(folder, ArtifactNames.Decision);
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists || file.LinkTarget is not null || file.Length > PreviousRun.LargestBytes)
                throw Refused($"'{path}' is missing, a link, or larger than {PreviousRun.LargestBytes:#,##0} bytes");
            var content = File.ReadAllBytes(path);
            return PreviousRun.Parse(content) is null ? throw Refused($"'{path}' is no decision of a run") : new PreviousDecision(content);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Refused($"'{path}' cannot be read: {problem.Message}");
        }
    }

    /// <summary>Puts it into the results that are being made.</summary>
    public void WriteTo(string results) => File.WriteAllBytes(Path.Combine(results, ArtifactNames.PreviousDecision), content);

    /// <summary>What is in the results; null when they compare with nothing.</summary>
    public static PreviousRun? In(string results)
    {
        var file = new FileInfo(Path.Combine(results, ArtifactNames.PreviousDecision));
        return file.Exists && file.LinkTarget is null && file.Length <= PreviousRun.LargestBytes ? PreviousRun.Parse(File.ReadAllBytes(file.FullName)) : null;
    }

    private static PipelineException Refused(string why) =>
        new(ExitCode.Invalid, $"LH6016: '--compare-with' needs the results folder of a decided run: {Untrusted.ForConsole(why)}.");
}
