using System.Globalization;
using System.Text.RegularExpressions;

namespace Lighthouse.Bridge.Events.Segments;

/// <summary>One file of records.</summary>
/// <param name="Number">Its number, from 1, as in its name.</param>
/// <param name="Path">Where it is, or was before it was compressed.</param>
internal sealed partial record SegmentFile(long Number, string Path)
{
    public const string CompressedSuffix = ".br";

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Where it is when it has been compressed.</summary>
    public string CompressedPath => Path + CompressedSuffix;

    /// <summary>Whether only the compressed file is there.</summary>
    public bool IsCompressed => !File.Exists(Path) && File.Exists(CompressedPath);

    public static SegmentFile Numbered(string directory, long number) =>
        new(number, System.IO.Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"events-{number:D8}.log")));

    /// <summary>The segments of a folder by number, each once; files of other names are none of the store's.</summary>
    public static IReadOnlyList<SegmentFile> In(string directory) =>
    [
        .. Directory.EnumerateFiles(directory, "events-*.log*")
            .Select(path => Name8().Match(System.IO.Path.GetFileName(path)))
            .Where(name => name.Success)
            .Select(name => long.Parse(name.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture))
            .Distinct()
            .Order()
            .Select(number => Numbered(directory, number)),
    ];

    [GeneratedRegex(@"\Aevents-([0-9]{8})\.log(\.br)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name8();
}
