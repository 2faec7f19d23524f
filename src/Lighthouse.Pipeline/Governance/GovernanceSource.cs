using System.Text;
using Lighthouse.Pipeline.Runs;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Reporting;

namespace Lighthouse.Pipeline.Governance;

/// <summary>Gathers what governs a decision: the rules before and after the change, and the approvals. Judges nothing.</summary>
/// <param name="settings">Where the rules are.</param>
/// <param name="options">What was asked for.</param>
public sealed class GovernanceSource(LighthouseSettings settings, RunOptions options)
{
    private const int MostApprovals = 200;
    private const int LargestApproval = 64 * 1024;

    /// <summary>Gathers it as it is now.</summary>
    /// <exception cref="PipelineException">A file cannot be read, or the folder of approvals is none.</exception>
    public GovernanceRecord Gather()
    {
        var (commit, problem) = ChangeBase.Of(settings.Repository, options.Base);
        try
        {
            return new GovernanceRecord(commit, problem, [.. Files(commit)], [.. options.Approvals is { } folder ? Approvals(folder) : []]);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new PipelineException(ExitCode.NoDecision, $"LH5901: what governs the decision cannot be read: {cause.Message}", cause);
        }
    }

    /// <summary>Says that the folder of approvals is missing before the days are carried out rather than after them.</summary>
    /// <exception cref="PipelineException">There is none where one was named (exit code 2).</exception>
    internal void RequireApprovals()
    {
        if (options.Approvals is { } folder && !Directory.Exists(folder))
            throw new PipelineException(ExitCode.Invalid, $"LH5902: there is no folder of approvals '{Untrusted.ForConsole(folder)}'; make one with --target=Approve, or leave --approvals out.");
    }

    private IEnumerable<GovernedFile> Files(string? commit)
    {
        yield return One(GovernedKind.Runbook, settings.RunbookPath) with { After = null };
        if (options.Waivers is { } waivers)
            yield return One(GovernedKind.Waivers, waivers);
        foreach (var path in settings.ExceptionPaths)
            yield return One(GovernedKind.Exceptions, path);
        if (settings.ApproversPath is { } approvers)
            yield return One(GovernedKind.Approvers, approvers);

        GovernedFile One(GovernedKind kind, string path)
        {
            var relative = Path.GetRelativePath(settings.Repository, path).Replace(Path.DirectorySeparatorChar, '/');
            var before = commit is null ? null : Git.Bytes(settings.Repository, "cat-file", "blob", $"{commit}:{relative}");
            return new GovernedFile(kind, relative, before is null ? null : Encoding.UTF8.GetString(before), File.Exists(path) ? Encoding.UTF8.GetString(File.ReadAllBytes(path)) : null);
        }
    }

    private IEnumerable<ApprovalFile> Approvals(string folder)
    {
        RequireApprovals();
        var files = new DirectoryInfo(folder).GetFiles().OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        if (files.Count > MostApprovals)
            throw new PipelineException(ExitCode.Invalid, $"LH5903: '{folder}' holds {files.Count} files; at most {MostApprovals} are allowed.");
        return files.Select(Read);
    }

    // A link, a pipe or a device is not followed: the record must hold what was looked at.
    private static ApprovalFile Read(FileInfo file) => file switch
    {
        { LinkTarget: not null } => new ApprovalFile(file.Name, null, "it is a link"),
        { Length: 0 } => new ApprovalFile(file.Name, null, "it is empty, or no regular file"),
        { Length: > LargestApproval } => new ApprovalFile(file.Name, null, $"it has more than {LargestApproval:#,##0} bytes"),
        _ => new ApprovalFile(file.Name, Encoding.UTF8.GetString(File.ReadAllBytes(file.FullName)), null),
    };
}
