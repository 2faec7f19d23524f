namespace Lighthouse.Security.Scanning.Container;

/// <summary>The files that a saved image consists of.</summary>
internal interface IImageFiles
{
    /// <summary>Whether there is such a file.</summary>
    bool Has(string name);

    /// <summary>Opens a file; dispose what comes back.</summary>
    /// <exception cref="ScanException">It is not there.</exception>
    Stream Open(string name);
}
