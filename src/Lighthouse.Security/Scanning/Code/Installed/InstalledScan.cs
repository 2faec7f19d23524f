namespace Lighthouse.Security.Scanning.Code.Installed;

/// <summary>What an installed scanner brought.</summary>
/// <param name="Scanner">Its name.</param>
/// <param name="How">What it did, or why it did nothing; a part of a sentence.</param>
/// <param name="Files">The SARIF files that it wrote.</param>
/// <param name="IsOwn">Which of the rules in them are its own.</param>
/// <param name="Doubts">Why what it says cannot be believed.</param>
public sealed record InstalledScan(string Scanner, string How, IReadOnlyList<string> Files, Func<string, bool> IsOwn, IReadOnlyList<string> Doubts)
{
    /// <summary>Runs a scanner where it is installed. That it is not is said and no doubt; that it failed is a doubt.</summary>
    /// <param name="scanner">The scanner.</param>
    /// <param name="root">The repository's folder.</param>
    /// <param name="folder">A folder for the files of all scanners.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellation">Ends it without a result.</param>
    public static async Task<InstalledScan> RunAsync(IInstalledScanner scanner, string root, string folder, TimeSpan limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scanner);
        var own = Directory.CreateDirectory(Path.Combine(folder, scanner.Name)).FullName;
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(limit);
        try
        {
            var files = await scanner.ScanAsync(root, own, bound.Token);
            return files is null
                ? new InstalledScan(scanner.Name, $"{scanner.Name} is not installed ({scanner.Install}): it did not scan", [], scanner.IsOwn, [])
                : new InstalledScan(scanner.Name, $"{scanner.Name} joined with {files.Count} {(files.Count == 1 ? "file" : "files")}", files, scanner.IsOwn, []);
        }
        catch (ScanException problem)
        {
            return Failed(problem.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failed($"LHS5404: {scanner.Name} did not end within {limit.TotalSeconds:0} s; give it more time in the runbook ('scanners' of the gate scan-code).");
        }

        InstalledScan Failed(string why) => new(scanner.Name, $"{scanner.Name} gave no result", [], scanner.IsOwn, [why]);
    }
}
