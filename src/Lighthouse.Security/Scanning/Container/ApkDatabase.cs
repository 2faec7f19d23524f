using System.Text;
using Lighthouse.Security.Scanning.Advisories;

namespace Lighthouse.Security.Scanning.Container;

/// <summary>Reads the database of Alpine's package manager.</summary>
internal static class ApkDatabase
{
    public static PackageList Read(ImageEntry file, string? release, ICollection<string> doubts)
    {
        var text = Encoding.UTF8.GetString(file.Content!);
        var packages = new List<UsedPackage>();
        foreach (var fields in Paragraphs.Read(text))
        {
            // P is the package, o what it was built from, which advisories name, V the version of both.
            if (fields.TryGetValue("P", out var name) && fields.TryGetValue("V", out var version))
                packages.Add(new UsedPackage(release ?? "Alpine", fields.GetValueOrDefault("o", name), version, file.Path));
            else
                doubts.Add($"LHS5756: a package in '/{file.Path}' has no name or no version.");
        }

        return new PackageList(packages, [.. Files(text)]);
    }

    // F opens a folder, R is a file in it.
    private static IEnumerable<string> Files(string text)
    {
        var folder = "";
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("F:", StringComparison.Ordinal))
                folder = line[2..];
            else if (line.StartsWith("R:", StringComparison.Ordinal))
                yield return folder.Length == 0 ? line[2..] : $"{folder}/{line[2..]}";
        }
    }
}
