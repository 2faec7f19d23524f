namespace Lighthouse.Pipeline;

/// <summary>Where the parts of a build are.</summary>
/// <param name="Repository">Root folder of the repository under judgement.</param>
/// <param name="RunbookPath">The runbook.</param>
/// <param name="TestsFolder">Folder that holds the suite projects.</param>
/// <param name="Configuration">Build configuration of the suites, such as Release.</param>
public sealed record LighthouseSettings(string Repository, string RunbookPath, string TestsFolder, string Configuration = "Release")
{
    /// <summary>Further runbooks, which <c>--runbook=NAME</c> chooses. Default none.</summary>
    public IReadOnlyList<string> OtherRunbooks { get; init; } = [];

    /// <summary>Findings that are borne for a while, unless <c>--waivers</c> says otherwise; null when the repository has none.</summary>
    public string? WaiversPath { get; init; }

    /// <summary>The keys by which approvals are known; null when the repository has none, and then nobody can approve.</summary>
    public string? ApproversPath { get; init; }

    /// <summary>Lists of what scanners may find, JSON with <c>entries</c>; a change that adds to one is shown.</summary>
    public IReadOnlyList<string> ExceptionPaths { get; init; } = [];

    /// <summary>Folder of recorded baselines, unless <c>--baselines</c> says otherwise; null when the repository keeps none.</summary>
    public string? BaselinesPath { get; init; }

    /// <summary>Where results go unless <c>--artifacts</c> says otherwise.</summary>
    public string DefaultArtifacts => Path.Combine(Repository, "artifacts");

    /// <summary>A repository with its runbook in its root folder, and its suites in <c>tests</c> or beside the runbook.</summary>
    /// <param name="runbook">The runbook file, from the current folder.</param>
    public static LighthouseSettings Beside(string runbook)
    {
        var path = Path.GetFullPath(runbook);
        var folder = Path.GetDirectoryName(path)!;
        var tests = Path.Combine(folder, "tests");
        return new LighthouseSettings(folder, path, Directory.Exists(tests) ? tests : folder) { FollowsRunbook = true };
    }

    private bool FollowsRunbook { get; init; }

    /// <summary>The settings for the runbook that was chosen: what lies beside a runbook follows it.</summary>
    internal LighthouseSettings For(string runbook) => FollowsRunbook && Beside(runbook) is var beside
        ? this with { Repository = beside.Repository, RunbookPath = beside.RunbookPath, TestsFolder = beside.TestsFolder }
        : this with { RunbookPath = runbook };
}
