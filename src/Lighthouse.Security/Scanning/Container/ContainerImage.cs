using System.Text.Json;

namespace Lighthouse.Security.Scanning.Container;

/// <summary>A saved image, read.</summary>
/// <param name="Description">What it says of itself.</param>
/// <param name="Files">What its containers see.</param>
internal sealed record ContainerImage(ImageDescription Description, ImageFileSystem Files)
{
    /// <summary>Reads an image.</summary>
    /// <param name="path">An archive, or the folder of an OCI layout.</param>
    /// <param name="look">Gets each file of each layer with its content.</param>
    /// <param name="doubts">Gets what could not be looked at.</param>
    /// <exception cref="ScanException">It cannot be read.</exception>
    public static ContainerImage Read(string path, Action<ImageEntry, byte[]> look, ICollection<string> doubts)
    {
        try
        {
            IImageFiles files = Directory.Exists(path) ? new FolderImageFiles(path) : new TarImageFiles(path);
            var description = ImageDescription.Read(files);
            var reader = new LayerReader(files, look, doubts);
            var system = new ImageFileSystem();
            for (var index = 0; index < description.Layers.Count; index++)
                system.Apply(reader.Read(description.Layers[index], description.Configuration.LayerDigests[index], index + 1));
            return new ContainerImage(description, system);
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or FormatException or ArgumentException or OverflowException
            or NotSupportedException or InvalidOperationException or KeyNotFoundException or JsonException or UnauthorizedAccessException)
        {
            throw new ScanException($"LHS5710: the saved image '{Path.GetFileName(path)}' could not be read: {problem.Message.ReplaceLineEndings(" ")}");
        }
    }
}
