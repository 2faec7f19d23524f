using Lighthouse.Bridge.Configuration;

namespace Lighthouse.Bridge.Validation.Paths;

/// <summary>Normalises paths as a file system, a shell or a careless program could read them.</summary>
internal sealed class PathRules(BridgeOptions options) : IPathRules
{
    /// <summary>Stands for the project's folder when none is configured.</summary>
    public const string SymbolicProject = "/<project>";

    /// <summary>Stands for the home folder when none is configured.</summary>
    public const string SymbolicHome = "/~";

    private const int Longest = 4096;
    private const int MostRounds = 8;
    private readonly Links? _links = options.Validation.ProjectRoot is { } root ? new Links(root) : null;

    public string Project { get; } = options.Validation.ProjectRoot ?? SymbolicProject;

    public string Home { get; } = options.Validation.HomeDirectory ?? SymbolicHome;

    public NormalisedPath Normalise(string spelled, string? folder = null)
    {
        var traps = new List<string>();
        if (spelled.Length > Longest)
        {
            traps.Add("a path that is too long");
            spelled = spelled[..Longest];
        }

        var path = Plain(spelled, traps);
        path = Dotless(Absolute(path, folder ?? Project), traps);
        for (var round = 0; _links?.Resolve(path) is { } target; round++)
        {
            // The target's own name may be spelled in any way, too.
            path = Dotless(Absolute(Plain(target, traps), Project), traps);
            if (!IsWithin(path, Project)) Note(traps, "a link that leads out of the project");
            if (round < MostRounds) continue;
            Note(traps, "links that lead nowhere");
            break;
        }

        return new(path, traps);
    }

    /// <summary>The path without encodings, lookalikes, control characters and backslashes.</summary>
    private static string Plain(string spelled, List<string> traps)
    {
        var path = spelled;
        for (string before; ;)
        {
            before = path;
            path = PercentCoding.Decode(path);
            if (!ReferenceEquals(path, before)) Note(traps, "an encoded path");
            if (path.IndexOf('\0') is >= 0 and var end)
            {
                // Where a C program stops reading.
                Note(traps, "a NUL");
                path = path[..end];
            }

            var folded = Lookalikes.Fold(path);
            if (!ReferenceEquals(folded, path)) Note(traps, "characters that look like others");
            if (folded.Contains('\\', StringComparison.Ordinal)) Note(traps, "backslashes in a path");
            path = WithoutScheme(folded.Replace('\\', '/'), traps);
            if (path == before) return path;
        }
    }

    private static string WithoutScheme(string path, List<string> traps)
    {
        if (path.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            Note(traps, "a path as an address");
            return "/" + path[5..].TrimStart('/');
        }

        var hasDrive = path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]);
        if (!hasDrive) return path;
        Note(traps, "a drive");
        return "/" + path[2..];
    }

    private string Absolute(string path, string folder)
    {
        if (path.StartsWith('/')) return path;
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal)) return Home + path[1..];
        return path.StartsWith('~') ? "/" + path : folder + "/" + path;
    }

    private static string Dotless(string path, List<string> traps)
    {
        var names = new List<string>();
        foreach (var name in path.Split('/'))
        {
            if (name.Length == 0 || name == ".") continue;
            // A space or dot at the end is dropped by some systems, and '. .' or a wildcard may stand for '..'.
            if (name.All(c => c is '.' or ' ' || Wildcards.IsWildcard(c)) && name != ".." && name.StartsWith('.')) Note(traps, "a name of dots");
            if (name != "..") names.Add(name);
            else if (names.Count > 0) names.RemoveAt(names.Count - 1);
        }

        return "/" + string.Join('/', names);
    }

    private static bool IsWithin(string path, string folder) =>
        path == folder || (path.StartsWith(folder, StringComparison.Ordinal) && path[folder.Length] == '/');

    private static void Note(List<string> traps, string trap)
    {
        if (!traps.Contains(trap)) traps.Add(trap);
    }
}
