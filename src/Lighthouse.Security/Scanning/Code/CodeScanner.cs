using Lighthouse.Security.Scanning.Code.Installed;
using Lighthouse.Security.Scanning.Dependencies;
using Lighthouse.Security.Scanning.Sarif;

namespace Lighthouse.Security.Scanning.Code;

/// <summary>Reads what the compiler's security rules said of the shipped projects when they were built, and what other scanners dropped into a folder.</summary>
/// <param name="root">The repository's folder; its projects must have been built.</param>
/// <param name="dropped">A folder of SARIF files of other scanners; null when there is none.</param>
public sealed class CodeScanner(string root, string? dropped)
{
    /// <summary>The name of the file that the build writes for each shipped project.</summary>
    public const string AnalysisFile = "analysis.sarif";

    // The SDK knows more than ninety; a build that applied a handful only was not told to look.
    private const int FewestSecurityRules = 60;

    private readonly List<ScanFinding> _findings = [];
    private readonly List<string> _doubts = [];
    private readonly SarifReader _reader = new(root);
    private int _read;

    /// <summary>What scanners that are installed here brought; empty when none was asked.</summary>
    public IReadOnlyList<InstalledScan> Installed { get; init; } = [];

    /// <summary>What of other scanners' findings is none here.</summary>
    public CodeAllowList Allowed { get; init; } = CodeAllowList.None;

    /// <summary>Scans.</summary>
    public ScanResult Scan()
    {
        var projects = ShippedProjects.Find(root);
        foreach (var project in projects)
            ScanProject(project);
        var others = dropped is null ? 0 : ScanDropped(dropped);
        foreach (var installed in Installed)
            others += AddInstalled(installed);
        if (_read == 0)
            return ScanResult.Impossible(_doubts.Count > 0 ? _doubts[0] : $"LHS5391: no project under src or build of '{root}'.");
        return new ScanResult(
            _read + others, [.. _findings.Distinct().OrderBy(finding => finding.Severity).ThenBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Line)], _doubts,
            $"the compiler's security rules over {_read} of {projects.Count} shipped projects, and {others} files of other scanners; {Joined}");
    }

    private string Joined => Installed.Count == 0 ? "SecurityCodeScan and DevSkim are not run in this profile" : string.Join("; ", Installed.Select(one => one.How));

    private int AddInstalled(InstalledScan installed)
    {
        _doubts.AddRange(installed.Doubts);
        var read = 0;
        foreach (var file in installed.Files)
        {
            if (Read(file) is not { } log)
                continue;
            Add(log, result => installed.IsOwn(result.RuleId), isForeign: true);
            read++;
        }

        return read;
    }

    private void ScanProject(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        var folder = Path.GetDirectoryName(project)!;
        var intermediate = Path.Combine(folder, "obj");
        var analysis = Directory.Exists(intermediate)
            ? Directory.EnumerateFiles(intermediate, AnalysisFile, SearchOption.AllDirectories).MaxBy(File.GetLastWriteTimeUtc)
            : null;
        if (analysis is null)
        {
            _doubts.Add($"LHS5392: the project '{name}' has no {AnalysisFile} under obj; build it: ./build.sh --target=Build.");
            return;
        }

        // Something newer was never looked at.
        if (SourcesOf(folder).FirstOrDefault(source => File.GetLastWriteTimeUtc(source) > File.GetLastWriteTimeUtc(analysis)) is { } newer)
            _doubts.Add($"LHS5393: '{Path.GetRelativePath(root, newer)}' was changed after the project '{name}' was analysed; build it again.");
        if (Read(analysis) is not { } log)
            return;
        _read++;
        var applied = log.Rules.Values.Count(rule => rule.Category == "Security" && rule.IsEnabled);
        if (applied < FewestSecurityRules)
            _doubts.Add($"LHS5394: the project '{name}' was built with {applied} security rules, at least {FewestSecurityRules} are expected; does eng/security-rules.globalconfig reach it?");
        Add(log, result => log.Rules.TryGetValue(result.RuleId, out var rule) ? rule.Category == "Security" : RuleRating.Knows(result.RuleId));
    }

    private int ScanDropped(string folder)
    {
        if (!Directory.Exists(folder))
        {
            _doubts.Add($"LHS5395: the folder of SARIF files '{folder}' is not there.");
            return 0;
        }

        var files = Directory.EnumerateFiles(folder, "*.sarif*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0)
            _doubts.Add($"LHS5396: the folder of SARIF files '{folder}' is empty; did the other scanner run?");
        foreach (var file in files)
        {
            if (Read(file) is { } log)
                Add(log, _ => true, isForeign: true);
        }

        return files.Count;
    }

    private SarifLog? Read(string file)
    {
        try
        {
            var log = _reader.ReadFile(file);
            _doubts.AddRange(log.Doubts);
            return log;
        }
        catch (ScanException problem)
        {
            _doubts.Add(problem.Message);
            return null;
        }
    }

    private void Add(SarifLog log, Func<SarifResult, bool> counts, bool isForeign = false)
    {
        foreach (var result in log.Results.Where(counts))
        {
            var rule = log.Rules.GetValueOrDefault(result.RuleId);
            _findings.Add(new ScanFinding(
                result.RuleId.ToLowerInvariant(), $"{result.RuleId} in {result.File}: {result.Message}", RuleRating.SeverityOf(result, rule), RuleRating.NamesOf(result, rule), result.File, result.Line,
                $"{(rule?.Help is { } help ? $"See {help}. " : "")}Mend it; or suppress it where it stands by an attribute with a justification, which reports show; findings of other scanners are allowed by name in build/code-allow.json.",
                ExcuseFor(result, isForeign)));
        }
    }

    private string? ExcuseFor(SarifResult result, bool isForeign)
    {
        if (result.IsSuppressed && result.Justification is { } justification)
            return justification;
        return isForeign ? Allowed.ExcuseFor(result.RuleId, result.File, LineOf(result)) : null;
    }

    private string? LineOf(SarifResult result)
    {
        var path = Path.GetFullPath(Path.Combine(root, result.File));
        // The file's name comes from a file of somebody else's.
        if (result.Line is not { } line || !path.StartsWith(Path.GetFullPath(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(path))
            return null;
        return File.ReadLines(path).ElementAtOrDefault(line - 1);
    }

    private static IEnumerable<string> SourcesOf(string folder) => Directory.EnumerateFiles(folder, "*.cs*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".cs" or ".csproj" && !Path.GetRelativePath(folder, file).Split('/', '\\').Any(part => part is "bin" or "obj"))
        .Order(StringComparer.Ordinal);
}
