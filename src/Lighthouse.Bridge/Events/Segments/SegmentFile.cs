using System.Globalization;
using System.Text.RegularExpressions;

namespace Lighthouse.Bridge.Events.Segments;

/// <summary>One file of records.</summary>
/// <param name="Number">Its number, from 1, as in its name.</param>
/// <param name="Path">Where it is.</param>
internal sealed partial record SegmentFile(long Number, string Path)
{
    public string Name => System.IO.Path.GetFileName(Path);

    public static SegmentFile Numbered(string directory, long number) =>
        new(number, System.IO.Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"events-{number:D8}.log")));

    /// <summary>The segments of a folder by number; files of other names are none of the store's.</summary>
    public static IReadOnlyList<SegmentFile> In(string directory) =>
    [
        .. Directory.EnumerateFiles(directory, "events-*.log")
            .Select(path => (Match: Name8().Match(System.IO.Path.GetFileName(path)), Path: path))
            .Where(file => file.Match.Success)
            .Select(file => new SegmentFile(long.Parse(file.Match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture), file.Path))
            .OrderBy(file => file.Number),
    ];

    [GeneratedRegex(@"\Aevents-([0-9]{8})\.log\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name8();
}
