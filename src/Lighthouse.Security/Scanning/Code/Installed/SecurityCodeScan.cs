using Lighthouse.Security.Scanning.Dependencies;
using Lighthouse.Security.Scanning.Sarif;

namespace Lighthouse.Security.Scanning.Code.Installed;

/// <summary>SecurityCodeScan, an analyzer that follows what comes from outside through the code. It compiles each shipped project once more, into folders of its own.</summary>
/// <param name="packages">Folder of unpacked packages; null for this user's.</param>
public sealed class SecurityCodeScan(string? packages = null) : IInstalledScanner
{
    private const string Package = "SecurityCodeScan.VS2019";
    private const string Version = "5.6.7";

    // It knows 32; a compilation that lists a few only did not load it whole.
    private const int FewestRules = 25;

    /// <inheritdoc/>
    public string Name => "SecurityCodeScan";

    /// <inheritdoc/>
    public string Install => "dotnet restore eng/scanners/scanners.csproj";

    /// <inheritdoc/>
    public bool IsOwn(string rule) => rule.StartsWith("SCS", StringComparison.Ordinal);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>?> ScanAsync(string root, string folder, CancellationToken cancellation)
    {
        if (PackageFolder.Find(packages ?? PackageFolder.Usual, Package, Version, "analyzers/dotnet") is not { } analyzers)
            return null;
        var project = Path.Combine(root, "eng", "scanners", "analyse.proj");
        if (!File.Exists(project))
            throw new ScanException($"LHS5405: '{project}' is missing; SecurityCodeScan is built in by it.");
        var output = Directory.CreateDirectory(Path.Combine(folder, "found")).FullName;
        string[] arguments =
        [
            "msbuild", project, "-nologo", "-v:q", "-m:2", $"-p:Root={root}", $"-p:AnalyzerFolder={analyzers}", $"-p:FoundFolder={output}", $"-p:Scratch={Path.Combine(folder, "compiled")}",
        ];
        var text = await ScannerProcess.RunAsync(Name, arguments, root, cancellation);
        return [.. ShippedProjects.Find(root).Select(one => Check(root, Path.Combine(output, $"{Path.GetFileNameWithoutExtension(one)}.sarif"), text))];
    }

    private string Check(string root, string file, string text)
    {
        if (!File.Exists(file))
            throw new ScanException($"LHS5406: SecurityCodeScan wrote no {Path.GetFileName(file)}: {text}");
        var log = new SarifReader(root).ReadFile(file);
        var rules = log.Rules.Values.Count(rule => IsOwn(rule.Id) && rule.IsEnabled);
        // An analyzer that throws is reported by the compiler as this.
        if (log.Results.FirstOrDefault(result => result.RuleId is "AD0001" or "CS8032") is { } broken)
            throw new ScanException($"LHS5407: SecurityCodeScan broke off in {Path.GetFileName(file)}: {broken.Message}");
        return rules >= FewestRules
            ? file
            : throw new ScanException($"LHS5408: {Path.GetFileName(file)} was made with {rules} rules of SecurityCodeScan, at least {FewestRules} are expected.");
    }
}
