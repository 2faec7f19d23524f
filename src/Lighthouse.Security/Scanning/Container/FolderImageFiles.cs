namespace Lighthouse.Security.Scanning.Container;

/// <summary>A saved image as a folder: an OCI layout, or an archive that somebody unpacked.</summary>
/// <param name="folder">The folder.</param>
internal sealed class FolderImageFiles(string folder) : IImageFiles
{
    public bool Has(string name) => File.Exists(PathOf(name));

    public Stream Open(string name)
    {
        var file = new FileInfo(PathOf(name));
        // A link could lead to any file of this machine.
        if (!file.Exists || file.LinkTarget is not null)
            throw new ScanException($"LHS5712: the folder lacks '{name}', or it is a link.");
        return file.OpenRead();
    }

    private string PathOf(string name) => Path.Combine(folder, ImagePath.Normalise(name));
}
