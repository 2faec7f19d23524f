namespace Lighthouse.Security.Scanning.Container;

/// <summary>Paths inside images, from the root and without a slash at either end.</summary>
internal static class ImagePath
{
    /// <summary>Writes a path in its one way.</summary>
    /// <exception cref="ScanException">It leads out of the image, or no engine would take it.</exception>
    public static string Normalise(string path)
    {
        var parts = path.Split('/').Where(part => part is not ("" or ".")).ToList();
        if (path.Length > ImageLimits.LongestPath || path.Contains('\0', StringComparison.Ordinal) || parts.Contains(".."))
            throw new ScanException($"LHS5716: the path '{(path.Length > 100 ? path[..100] + "..." : path).ReplaceLineEndings(" ")}' leads out of the image or is too long.");
        return string.Join('/', parts);
    }

    /// <summary>Where a link leads, from the root.</summary>
    public static string Join(string link, string target)
    {
        var parts = target.StartsWith('/') ? [] : Parent(link).Split('/', StringSplitOptions.RemoveEmptyEntries).ToList();
        foreach (var part in target.Split('/').Where(part => part is not ("" or ".")))
        {
            // Above the root is the root, as for a process inside.
            if (part != "..")
                parts.Add(part);
            else if (parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
        }

        return string.Join('/', parts);
    }

    public static string Parent(string path) => path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : "";

    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>The folders that hold a path, the nearest first, the root left out.</summary>
    public static IEnumerable<string> Parents(string path)
    {
        for (var parent = Parent(path); parent.Length > 0; parent = Parent(parent))
            yield return parent;
    }
}
