namespace Lighthouse.Security.Scanning.Code.Installed;

/// <summary>DevSkim, which looks for patterns in texts of many languages, over <c>src</c> and <c>build</c>.</summary>
/// <param name="packages">Folder of unpacked packages; null for this user's.</param>
public sealed class DevSkim(string? packages = null) : IInstalledScanner
{
    private const string Package = "Microsoft.CST.DevSkim.CLI";
    private const string Version = "1.0.100";

    // What it must find, or it did not look: it says nothing of how many files it read.
    private const string Control = "class Control { object Hash() => System.Security.Cryptography.MD5.Create(); }\n";
    private static readonly string[] s_folders = ["src", "build"];

    /// <inheritdoc/>
    public string Name => "DevSkim";

    /// <inheritdoc/>
    public string Install => "dotnet restore eng/scanners/scanners.csproj";

    /// <inheritdoc/>
    public bool IsOwn(string rule) => true;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>?> ScanAsync(string root, string folder, CancellationToken cancellation)
    {
        if (PackageFolder.Find(packages ?? PackageFolder.Usual, Package, Version, "tools/net10.0/any") is not { } tool)
            return null;
        var program = Path.Combine(tool, "devskim.dll");
        await ControlAsync(program, folder, cancellation);
        var files = new List<string>();
        foreach (var part in s_folders.Select(part => Path.Combine(root, part)).Where(Directory.Exists))
            files.Add(await AnalyseAsync(program, part, root, Path.Combine(folder, $"devskim-{Path.GetFileName(part)}.sarif"), cancellation));
        return files.Count > 0 ? files : throw new ScanException($"LHS5412: '{root}' has neither src nor build; DevSkim looked at nothing.");
    }

    private static async Task ControlAsync(string program, string folder, CancellationToken cancellation)
    {
        var control = Directory.CreateDirectory(Path.Combine(folder, "control")).FullName;
        await File.WriteAllTextAsync(Path.Combine(control, "Control.cs"), Control, cancellation);
        var log = new Sarif.SarifReader(control).ReadFile(await AnalyseAsync(program, control, control, Path.Combine(folder, "control.json"), cancellation));
        if (log.Results.Count == 0)
            throw new ScanException("LHS5413: DevSkim found nothing in a file that uses MD5; what it does not find elsewhere means nothing.");
    }

    private static async Task<string> AnalyseAsync(string program, string source, string root, string output, CancellationToken cancellation)
    {
        string[] arguments = [program, "analyze", "-I", source, "-O", output, "-f", "sarif", "--base-path", root, "-g", "**/.git/**,**/bin/**,**/obj/**", "--disable-console"];
        var text = await ScannerProcess.RunAsync("DevSkim", arguments, root, cancellation);
        return File.Exists(output) ? output : throw new ScanException($"LHS5403: DevSkim ended and wrote no file: {text}");
    }
}
