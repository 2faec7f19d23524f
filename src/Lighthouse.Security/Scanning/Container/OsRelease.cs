using System.Text;

namespace Lighthouse.Security.Scanning.Container;

/// <summary>The distribution of an image, as OSV names it.</summary>
internal static class OsRelease
{
    /// <summary>The ecosystem with its release, such as <c>Debian:12</c>; null when the image does not say, or it is none that is known here.</summary>
    public static string? Read(ImageEntry? file)
    {
        var values = Encoding.UTF8.GetString(file?.Content ?? []).Split('\n').Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0].Trim(), StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Last()[1].Trim().Trim('"'), StringComparer.Ordinal);
        var version = values.GetValueOrDefault("VERSION_ID", "");
        return (values.GetValueOrDefault("ID"), version.Split('.')) switch
        {
            ("debian", { Length: > 0 }) when version.Length > 0 => $"Debian:{version}",
            ("ubuntu", [_, _]) => $"Ubuntu:{version}{(values.GetValueOrDefault("VERSION", "").Contains("LTS", StringComparison.Ordinal) ? ":LTS" : "")}",
            ("alpine", [var major, var minor, ..]) => $"Alpine:v{major}.{minor}",
            _ => null,
        };
    }
}
