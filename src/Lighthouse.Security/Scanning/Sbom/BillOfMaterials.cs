using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lighthouse.Security.Scanning.Dependencies;

namespace Lighthouse.Security.Scanning.Sbom;

/// <summary>Writes what the shipped projects are made of as a CycloneDX 1.6 document. The same packages give the same bytes.</summary>
public static class BillOfMaterials
{
    private const string SpecVersion = "1.6";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>The document for a repository.</summary>
    /// <param name="root">The repository's folder; its projects must have been restored.</param>
    /// <param name="name">What the repository is called.</param>
    /// <param name="version">Its version.</param>
    /// <returns>The document, and why it may not be complete.</returns>
    public static (string Json, IReadOnlyList<string> Doubts) Write(string root, string name, string version)
    {
        var reading = new ShippedProjects(root);
        var projects = reading.Read();
        var packages = projects.SelectMany(project => project.Packages)
            .GroupBy(package => Purl(package.Name, package.Version), StringComparer.OrdinalIgnoreCase)
            .Select(same => same.FirstOrDefault(package => package.Sha512 is not null) ?? same.First())
            .OrderBy(package => Purl(package.Name, package.Version), StringComparer.Ordinal).ToList();
        var folders = reading.PackageFolders.ToList();
        var content = new JsonObject
        {
            ["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json",
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = SpecVersion,
            ["version"] = 1,
            ["metadata"] = new JsonObject { ["component"] = Component("application", name, version, Whole(name)) },
            ["components"] = new JsonArray([.. projects.Select(project => Component("library", project.Project, version, Reference(project.Project))), .. packages.Select(package => PackageOf(package, folders))]),
            ["dependencies"] = new JsonArray([DependencyOf(Whole(name), projects.Select(project => Reference(project.Project))), .. projects.Select(OfProject), .. packages.Select(package => OfPackage(package, packages))]),
        };
        content.Insert(3, "serialNumber", $"urn:uuid:{SerialOf(content)}");
        return (content.ToJsonString(Indented) + "\n", reading.Doubts);
    }

    private static JsonObject Component(string type, string name, string version, string reference) =>
        new() { ["type"] = type, ["bom-ref"] = reference, ["name"] = name, ["version"] = version };

    private static JsonObject PackageOf(ResolvedPackage package, IReadOnlyList<string> folders)
    {
        var purl = Purl(package.Name, package.Version);
        var component = Component("library", package.Name, package.Version, purl);
        if (Sha512(package.Sha512) is { } hash)
            component["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-512", ["content"] = hash });
        if (PackageLicence.Read(folders, package.Name, package.Version) is { } licence)
            component["licenses"] = new JsonArray(licence);
        component["purl"] = purl;
        return component;
    }

    private static JsonObject OfProject(ProjectPackages project) => DependencyOf(
        Reference(project.Project),
        project.Packages.Where(package => project.Direct.Contains(package.Name, StringComparer.OrdinalIgnoreCase)).Select(package => Purl(package.Name, package.Version)));

    private static JsonObject OfPackage(ResolvedPackage package, List<ResolvedPackage> all) => DependencyOf(
        Purl(package.Name, package.Version),
        all.Where(other => package.Dependencies.Contains(other.Name, StringComparer.OrdinalIgnoreCase)).Select(other => Purl(other.Name, other.Version)));

    private static JsonObject DependencyOf(string reference, IEnumerable<string> on) =>
        new() { ["ref"] = reference, ["dependsOn"] = new JsonArray([.. on.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(one => JsonValue.Create(one))]) };

    private static string Purl(string name, string version) => string.Create(CultureInfo.InvariantCulture, $"pkg:nuget/{Uri.EscapeDataString(name)}@{Uri.EscapeDataString(version)}");

    private static string Reference(string project) => $"project:{project}";

    private static string Whole(string name) => $"product:{name}";

    private static string? Sha512(string? base64)
    {
        var hash = new byte[SHA512.HashSizeInBytes];
        return base64 is not null && Convert.TryFromBase64String(base64, hash, out var length) && length == hash.Length ? Convert.ToHexStringLower(hash) : null;
    }

    // A number drawn from the content: another content has another, the same content the same.
    private static Guid SerialOf(JsonObject content)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(content.ToJsonString()))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
