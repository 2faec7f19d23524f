using Lighthouse.Security.Scanning.Advisories;

namespace Lighthouse.Security.Scanning.Container;

/// <summary>The packages of an image, and the programs in it that belong to none.</summary>
/// <param name="image">The image.</param>
internal sealed class InstalledPackages(ContainerImage image)
{
    private const string Apk = "lib/apk/db/installed", Dpkg = "var/lib/dpkg/";
    private const int MostNamed = 10;
    private readonly List<UsedPackage> _packages = [];
    private readonly HashSet<string> _owned = new(StringComparer.Ordinal);
    private readonly List<string> _doubts = [];

    /// <summary>What could not be told.</summary>
    public IReadOnlyList<string> Doubts => _doubts;

    /// <summary>Whether a file says something about packages.</summary>
    public static bool Needs(string path) => path.EndsWith(".deps.json", StringComparison.Ordinal) || path is "etc/os-release" or "usr/lib/os-release"
        || path.EndsWith(Apk, StringComparison.Ordinal) || IsOfDpkg(path);

    /// <summary>Reads every list of packages that the image has.</summary>
    public IReadOnlyList<UsedPackage> Read()
    {
        var release = OsRelease.Read(image.Files.Find("etc/os-release") ?? image.Files.Find("usr/lib/os-release"));
        foreach (var file in image.Files.All.Where(file => file is { Kind: EntryKind.File, Content: not null }))
        {
            if (file.Path.EndsWith(".deps.json", StringComparison.Ordinal))
                Take(DependencyList.Read(file, _doubts));
            else if (file.Path.EndsWith(Apk, StringComparison.Ordinal))
                Take(ApkDatabase.Read(file, release, _doubts));
            else if (IsOfDpkg(file.Path))
                Take(DpkgDatabase.Read(file, release, _doubts));
        }

        if (release is null && _packages.Exists(package => package.Ecosystem != "NuGet"))
            _doubts.Add("LHS5751: the image has no /etc/os-release: of which release its packages are is not known, so advisories of every release were asked.");
        if (_packages.Count == 0)
            _doubts.Add("LHS5752: the image has no list of packages that is read here (*.deps.json, dpkg, apk).");
        DoubtPrograms();
        DoubtOthers();
        return [.. _packages.GroupBy(package => (package.Ecosystem, package.Name, package.Version)).Select(same => same.First())];
    }

    private static bool IsOfDpkg(string path) => path.StartsWith(Dpkg, StringComparison.Ordinal)
        && (path == $"{Dpkg}status" || path.StartsWith($"{Dpkg}status.d/", StringComparison.Ordinal) || (path.StartsWith($"{Dpkg}info/", StringComparison.Ordinal) && path.EndsWith(".list", StringComparison.Ordinal)));

    private void Take(PackageList list)
    {
        _packages.AddRange(list.Packages);
        _owned.UnionWith(list.Files.Select(Merged));
    }

    // Distributions moved /bin and /lib under /usr; lists name either.
    private static string Merged(string path) => path.StartsWith("usr/", StringComparison.Ordinal) ? path[4..] : path;

    private void DoubtPrograms()
    {
        var foreign = image.Files.All.Where(file => file.Kind == EntryKind.File && file.Program is ProgramKind.Native or ProgramKind.Managed && !_owned.Contains(Merged(file.Path))).Select(file => $"/{file.Path}").ToList();
        if (foreign.Count > 0)
            _doubts.Add($"LHS5753: {foreign.Count} programs and libraries of the image belong to no package that is listed, so nobody knows what is known against them: {Some(foreign)}.");
    }

    private void DoubtOthers()
    {
        var others = image.Files.All.Where(file => file.Kind == EntryKind.File && IsOfAnotherKind(file.Path)).Select(file => $"/{file.Path}").ToList();
        if (others.Count > 0)
            _doubts.Add($"LHS5754: the image holds packages of a kind that is not read here: {Some(others)}.");
    }

    private static bool IsOfAnotherKind(string path) => path.StartsWith("var/lib/rpm/", StringComparison.Ordinal) || path.EndsWith(".jar", StringComparison.Ordinal)
        || path.EndsWith(".dist-info/METADATA", StringComparison.Ordinal) || (path.Contains("node_modules/", StringComparison.Ordinal) && path.EndsWith("/package.json", StringComparison.Ordinal));

    private static string Some(List<string> all) => string.Join(", ", all.Take(MostNamed)) + (all.Count > MostNamed ? $" and {all.Count - MostNamed} more" : "");
}

/// <summary>What one list of packages says.</summary>
/// <param name="Packages">The packages.</param>
/// <param name="Files">The files that belong to them, from the root.</param>
internal sealed record PackageList(IReadOnlyList<UsedPackage> Packages, IReadOnlyList<string> Files);
