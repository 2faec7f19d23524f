namespace Lighthouse.Security.Scanning.Code.Installed;

/// <summary>A scanner of others that this machine may have. It looks at a repository and writes SARIF.</summary>
public interface IInstalledScanner
{
    /// <summary>Its name, for reports.</summary>
    string Name { get; }

    /// <summary>How it is installed, one command.</summary>
    string Install { get; }

    /// <summary>Whether one of its findings is its own, and not of a scanner that writes into the same file.</summary>
    /// <param name="rule">The id of the rule.</param>
    bool IsOwn(string rule);

    /// <summary>Scans the shipped code.</summary>
    /// <param name="root">The repository's folder; its projects must have been restored and built.</param>
    /// <param name="folder">An empty folder for its files.</param>
    /// <param name="cancellation">Ends the scanner without a result.</param>
    /// <returns>The SARIF files that it wrote; null when it is not installed.</returns>
    /// <exception cref="ScanException">It ran and gave no result that can be believed.</exception>
    Task<IReadOnlyList<string>?> ScanAsync(string root, string folder, CancellationToken cancellation);
}
