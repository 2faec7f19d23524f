using System.Text.Json;

namespace Lighthouse.Security.Scanning.Dependencies;

/// <summary>A package that a shipped project resolved.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sha512">Hash of its file, base 64; null when nothing says it.</param>
/// <param name="Dependencies">Ids of the packages that it needs itself.</param>
internal sealed record ResolvedPackage(string Name, string Version, string? Sha512, IReadOnlyList<string> Dependencies);

/// <summary>What a shipped project resolved.</summary>
/// <param name="Project">Its name.</param>
/// <param name="LockFile">Path of its lock file from the root.</param>
/// <param name="IsLocked">Whether the lock file is there.</param>
/// <param name="Packages">Its packages.</param>
/// <param name="Direct">Ids of those that it asks for itself.</param>
internal sealed record ProjectPackages(string Project, string LockFile, bool IsLocked, IReadOnlyList<ResolvedPackage> Packages, IReadOnlyList<string> Direct);

/// <summary>Reads what the shipped projects of a repository, those under <c>src</c> and <c>build</c>, resolved at their last restore.</summary>
/// <param name="root">The repository's folder.</param>
internal sealed class ShippedProjects(string root)
{
    private readonly List<string> _doubts = [];
    private readonly SortedSet<string> _sources = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _folders = new(StringComparer.Ordinal);

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<string> Doubts => _doubts;

    /// <summary>The feeds that the restores used.</summary>
    public IEnumerable<string> Sources => _sources;

    /// <summary>The folders into which packages were unpacked.</summary>
    public IEnumerable<string> PackageFolders => _folders;

    /// <summary>The project files, in order.</summary>
    public static IReadOnlyList<string> Find(string root) =>
    [
        .. new[] { "src", "build" }.Select(folder => Path.Combine(root, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories))
            .Where(file => !Path.GetRelativePath(root, file).Split('/', '\\').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The feeds that the projects of a repository were restored from.</summary>
    public static IReadOnlyList<string> FeedsOf(string root)
    {
        var reading = new ShippedProjects(root);
        reading.Read();
        return [.. reading.Sources];
    }

    /// <summary>Reads every project.</summary>
    public IReadOnlyList<ProjectPackages> Read() => [.. Find(root).Select(ReadProject)];

    private ProjectPackages ReadProject(string project)
    {
        var folder = Path.GetDirectoryName(project)!;
        var name = Path.GetFileNameWithoutExtension(project);
        var packages = new Dictionary<string, ResolvedPackage>(StringComparer.OrdinalIgnoreCase);
        var direct = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        var lockFile = Path.Combine(folder, "packages.lock.json");
        Read(lockFile, name, document => ReadLock(document, packages, direct));
        if (!Read(Path.Combine(folder, "obj", "project.assets.json"), name, document => ReadAssets(document, name, packages, direct)))
            _doubts.Add($"LHS5361: the project '{name}' has no obj/project.assets.json: it was not restored, and what it downloads beside its lock file is not known.");
        return new ProjectPackages(
            name, Path.GetRelativePath(root, lockFile).Replace('\\', '/'), File.Exists(lockFile),
            [.. packages.Values.OrderBy(package => package.Name, StringComparer.OrdinalIgnoreCase).ThenBy(package => package.Version, StringComparer.Ordinal)], [.. direct]);
    }

    private bool Read(string path, string project, Action<JsonElement> read)
    {
        if (!File.Exists(path))
            return false;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            read(document.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException or IOException)
        {
            _doubts.Add($"LHS5362: '{Path.GetFileName(path)}' of the project '{project}' could not be read: {problem.Message}");
        }

        return true;
    }

    private static void ReadLock(JsonElement root, Dictionary<string, ResolvedPackage> packages, SortedSet<string> direct)
    {
        foreach (var package in root.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject()))
        {
            var kind = package.Value.GetProperty("type").GetString();
            if (kind == "Project")
                continue;
            var needed = package.Value.TryGetProperty("dependencies", out var dependencies) ? dependencies.EnumerateObject().Select(one => one.Name).ToArray() : [];
            var hash = package.Value.TryGetProperty("contentHash", out var content) ? content.GetString() : null;
            Add(packages, new ResolvedPackage(package.Name, package.Value.GetProperty("resolved").GetString()!, hash, needed));
            if (kind is "Direct")
                direct.Add(package.Name);
        }
    }

    private void ReadAssets(JsonElement root, string project, Dictionary<string, ResolvedPackage> packages, SortedSet<string> direct)
    {
        foreach (var library in root.GetProperty("libraries").EnumerateObject().Where(library => library.Value.GetProperty("type").GetString() == "package"))
        {
            var (id, version) = library.Name.Split('/') is [var first, var second] ? (first, second) : throw new JsonException($"'{library.Name}' is no id and version");
            var hash = library.Value.TryGetProperty("sha512", out var sha) ? sha.GetString() : null;
            Add(packages, new ResolvedPackage(id, version, hash, NeededBy(root, library.Name)));
        }

        foreach (var folder in root.GetProperty("packageFolders").EnumerateObject())
            _folders.Add(folder.Name);
        foreach (var source in root.GetProperty("project").GetProperty("restore").GetProperty("sources").EnumerateObject())
            _sources.Add(source.Name);
        foreach (var download in Downloads(root))
        {
            // A download names its version as an interval of one: [7.0.0, 7.0.0].
            var version = download.GetProperty("version").GetString()!.Trim('[', ']').Split(',')[0];
            Add(packages, new ResolvedPackage(download.GetProperty("name").GetString()!, version, null, []));
            direct.Add(download.GetProperty("name").GetString()!);
        }
    }

    private static IEnumerable<JsonElement> Downloads(JsonElement root) => root.GetProperty("project").GetProperty("frameworks").EnumerateObject()
        .SelectMany(framework => framework.Value.TryGetProperty("downloadDependencies", out var downloads) ? downloads.EnumerateArray() : default(JsonElement.ArrayEnumerator));

    private static string[] NeededBy(JsonElement root, string library) =>
    [
        .. root.GetProperty("targets").EnumerateObject()
            .Where(target => target.Value.TryGetProperty(library, out var found) && found.TryGetProperty("dependencies", out _))
            .SelectMany(target => target.Value.GetProperty(library).GetProperty("dependencies").EnumerateObject().Select(one => one.Name)).Distinct(),
    ];

    // What the lock file says and what was restored can differ; both are looked at.
    private static void Add(Dictionary<string, ResolvedPackage> packages, ResolvedPackage package)
    {
        var key = $"{package.Name}/{package.Version}";
        packages[key] = packages.TryGetValue(key, out var known) && package.Sha512 is null ? known : package;
    }
}
