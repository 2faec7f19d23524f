namespace Lighthouse.Bridge.Validation.Paths;

/// <summary>Follows symbolic links, but looks only at what is within the project's folder.</summary>
internal sealed class Links(string root)
{
    /// <summary>Where the first link on the way leads, with the rest of the way behind it; null when there is none.</summary>
    public string? Resolve(string path)
    {
        if (!path.StartsWith(root + "/", StringComparison.Ordinal) || path.AsSpan().ContainsAnyInRange('\uE000', '\uE01F')) return null;
        for (var end = root.Length; end >= 0 && end < path.Length;)
        {
            end = path.IndexOf('/', end + 1);
            var part = end < 0 ? path : path[..end];
            if (TargetOf(part) is not { } target) continue;
            var rest = end < 0 ? "" : path[end..];
            return (target.StartsWith('/') ? target : part[..part.LastIndexOf('/')] + "/" + target) + rest;
        }

        return null;
    }

    private static string? TargetOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
