namespace Lighthouse.Security.Scanning.Container;

/// <summary>How much of an image is read; an archive from outside may claim anything.</summary>
internal static class ImageLimits
{
    /// <summary>Longest description (manifest, index, configuration) in bytes.</summary>
    public const int LongestDescription = 4 << 20;

    /// <summary>Longest file whose content is looked at, in bytes.</summary>
    public const int LongestFile = 128 << 20;

    /// <summary>Most bytes of all layers together, unpacked.</summary>
    public const long MostBytes = 16L << 30;

    /// <summary>Most entries of all layers together.</summary>
    public const int MostEntries = 1_000_000;

    /// <summary>Most files of an archive: layers and descriptions.</summary>
    public const int MostBlobs = 10_000;

    /// <summary>Most layers; an engine allows no more.</summary>
    public const int MostLayers = 127;

    /// <summary>Longest path in an image.</summary>
    public const int LongestPath = 4096;
}
