using System.IO.Compression;

namespace Lighthouse.Build.Packages;

/// <summary>Makes a package the same, byte for byte, whenever it is packed from the same files: the packer writes the time into it.</summary>
internal static class ReproduciblePackage
{
    // Any fixed time that a ZIP can hold.
    private static readonly DateTimeOffset Stamp = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Rewrites a package in place: its parts in the order of their names, all of one time.</summary>
    public static void Normalize(string package)
    {
        var beside = package + ".new";
        using (var from = ZipFile.OpenRead(package))
        using (var to = ZipFile.Open(beside, ZipArchiveMode.Create))
        {
            foreach (var part in from.Entries.OrderBy(part => part.FullName, StringComparer.Ordinal))
                Copy(part, to);
        }

        File.Move(beside, package, overwrite: true);
    }

    private static void Copy(ZipArchiveEntry part, ZipArchive to)
    {
        var copy = to.CreateEntry(part.FullName, CompressionLevel.SmallestSize);
        copy.LastWriteTime = Stamp;
        using var source = part.Open();
        using var target = copy.Open();
        source.CopyTo(target);
    }
}
