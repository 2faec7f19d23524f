using System.Text.Json;
using Lighthouse.Security.Scanning.Advisories;

namespace Lighthouse.Security.Scanning.Container;

/// <summary>Reads the <c>*.deps.json</c> beside a .NET program: every package that is in it, also those that nobody asked for, and the runtime.</summary>
internal static class DependencyList
{
    private const string RuntimePack = "runtimepack.", Suffix = ".deps.json";

    public static PackageList Read(ImageEntry file, ICollection<string> doubts)
    {
        try
        {
            using var document = JsonDocument.Parse(file.Content, new JsonDocumentOptions { MaxDepth = 32 });
            var packages = document.RootElement.GetProperty("libraries").EnumerateObject().Select(library => Package(library, file.Path)).OfType<UsedPackage>().ToList();
            var folder = ImagePath.Parent(file.Path);
            var files = document.RootElement.GetProperty("targets").EnumerateObject().SelectMany(target => target.Value.EnumerateObject()).SelectMany(library => library.Value.EnumerateObject())
                .Where(assets => assets.Name is "runtime" or "native" or "resources" or "runtimeTargets").SelectMany(assets => assets.Value.EnumerateObject())
                .SelectMany(asset => Places(folder, asset.Name));
            // The program itself is started by a file of its name.
            var program = file.Path[..^Suffix.Length];
            return new PackageList(packages, [.. files, program, $"{program}.exe", $"{program}.dll"]);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException or ScanException)
        {
            doubts.Add($"LHS5755: '/{file.Path}' could not be read: {problem.Message.ReplaceLineEndings(" ")}");
            return new PackageList([], []);
        }
    }

    private static UsedPackage? Package(JsonProperty library, string path)
    {
        if (library.Value.GetProperty("type").GetString() is not ("package" or "runtimepack"))
            return null;
        var (name, version) = library.Name.Split('/') is [var first, var second] ? (first, second) : throw new JsonException($"'{library.Name}' is no id and version");
        return new UsedPackage("NuGet", name.StartsWith(RuntimePack, StringComparison.Ordinal) ? name[RuntimePack.Length..] : name, version, path);
    }

    // Published, an asset lies beside the program; a satellite one folder deeper; what is for several platforms where it lay in its package.
    private static IEnumerable<string> Places(string folder, string asset)
    {
        var parts = asset.Split('/');
        var prefix = folder.Length == 0 ? "" : folder + "/";
        return [$"{prefix}{parts[^1]}", $"{prefix}{(parts.Length > 1 ? $"{parts[^2]}/{parts[^1]}" : parts[^1])}", $"{prefix}{asset}"];
    }
}
