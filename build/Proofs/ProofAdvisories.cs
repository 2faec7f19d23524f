using System.Globalization;
using System.Text.Json.Nodes;

namespace Lighthouse.Build.Proofs;

/// <summary>
/// Advisories for proofs of gates that need fresh ones. A date is put on what the repository has; what they say of a release is worth nothing,
/// what a gate makes of them is what is proven.
/// </summary>
internal static class ProofAdvisories
{
    private const string Folder = "build/advisories", Manifest = "snapshot.json";

    /// <summary>Dates the advisories of a copy of the repository, and takes the feeds away, which could know more of any day.</summary>
    public static void Date(string root, int days)
    {
        Edit(root, snapshot => snapshot["date"] = Day(days));
        foreach (var assets in new[] { "src", "build" }.Select(part => Path.Combine(root, part)).Where(Directory.Exists)
            .SelectMany(part => Directory.EnumerateFiles(part, "project.assets.json", SearchOption.AllDirectories)))
        {
            var content = JsonNode.Parse(File.ReadAllText(assets))!;
            content["project"]!["restore"]!["sources"] = new JsonObject();
            File.WriteAllText(assets, content.ToJsonString());
        }
    }

    /// <summary>Edits what a copy's advisories say of themselves.</summary>
    public static void Edit(string root, Action<JsonObject> change)
    {
        var path = Path.Combine(root, Folder, Manifest);
        var snapshot = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        change(snapshot);
        File.WriteAllText(path, snapshot.ToJsonString());
    }

    /// <summary>Writes a folder of no advisories at all.</summary>
    public static void Write(string folder, int days, params string[] covers)
    {
        Directory.CreateDirectory(folder);
        var snapshot = new JsonObject { ["source"] = "advisories made for a proof", ["date"] = Day(days), ["covers"] = new JsonArray([.. covers.Select(one => JsonValue.Create(one))]) };
        File.WriteAllText(Path.Combine(folder, Manifest), snapshot.ToJsonString());
    }

    /// <summary>Copies the repository's advisories and says of them that they are of today and know everything in an image.</summary>
    public static void Widen(string root, string folder)
    {
        Write(folder, 0, "NuGet/*", "Debian/*", "Ubuntu/*", "Alpine/*");
        foreach (var advisory in Directory.EnumerateFiles(Path.Combine(root, Folder), "*.json").Where(file => Path.GetFileName(file) != Manifest))
            File.Copy(advisory, Path.Combine(folder, Path.GetFileName(advisory)));
    }

    private static string Day(int days) => TimeProvider.System.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
