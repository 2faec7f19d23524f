namespace Lighthouse.Bridge.FileView.Fuse;

/// <summary>A mount as the kernel lists it.</summary>
/// <param name="Point">Where, as raw bytes.</param>
/// <param name="Type">File system type.</param>
/// <param name="Source">What was mounted.</param>
internal sealed record MountEntry(string Point, string Type, string Source);

/// <summary>Reads <c>/proc/self/mountinfo</c>.</summary>
internal static class MountTable
{
    public const string Path = "/proc/self/mountinfo";

    public static IReadOnlyList<MountEntry> Read() => Parse(File.ReadAllText(Path, System.Text.Encoding.Latin1));

    public static IReadOnlyList<MountEntry> Parse(string text)
    {
        var entries = new List<MountEntry>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split(' ');
            var separator = Array.IndexOf(fields, "-");
            if (separator < 6 || fields.Length < separator + 3) continue;
            entries.Add(new(Unescape(fields[4]), fields[separator + 1], Unescape(fields[separator + 2])));
        }

        return entries;
    }

    /// <summary>Undoes the kernel's \040 and the like.</summary>
    private static string Unescape(string field)
    {
        if (!field.Contains('\\', StringComparison.Ordinal)) return field;
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == '\\' && i + 3 < field.Length && field.AsSpan(i + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0)
            {
                text.Append((char)(((field[i + 1] - '0') * 64 + (field[i + 2] - '0') * 8 + (field[i + 3] - '0')) & 0xFF));
                i += 3;
            }
            else text.Append(field[i]);
        }

        return text.ToString();
    }
}
