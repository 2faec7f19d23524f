using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace Lighthouse.Security.Scanning.Sbom;

/// <summary>The licence of a package, as its unpacked description says.</summary>
internal static class PackageLicence
{
    private const int LongestDescription = 1 << 20;

    /// <summary>An entry of CycloneDX's licences; null when nothing is said.</summary>
    public static JsonNode? Read(IReadOnlyList<string> packageFolders, string name, string version)
    {
        var (id, folder) = (name.ToLowerInvariant(), version.ToLowerInvariant());
        var path = packageFolders.Select(root => Path.Combine(root, id, folder, $"{id}.nuspec")).FirstOrDefault(File.Exists);
        return path is null ? null : Of(path);
    }

    private static JsonObject? Of(string path)
    {
        try
        {
            using var reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, MaxCharactersInDocument = LongestDescription, XmlResolver = null });
            var metadata = XDocument.Load(reader).Root?.Elements().FirstOrDefault(element => element.Name.LocalName == "metadata");
            var licence = metadata?.Elements().FirstOrDefault(element => element.Name.LocalName == "license");
            if (licence is { Value: { Length: > 0 } expression } && (string?)licence.Attribute("type") == "expression")
                return IsOne(expression) ? new JsonObject { ["license"] = new JsonObject { ["id"] = expression } } : new JsonObject { ["expression"] = expression };
            return metadata?.Elements().FirstOrDefault(element => element.Name.LocalName == "licenseUrl")?.Value is { Length: > 0 } url
                ? new JsonObject { ["license"] = new JsonObject { ["name"] = "see the address", ["url"] = url } }
                : null;
        }
        catch (Exception problem) when (problem is XmlException or IOException)
        {
            return null;
        }
    }

    private static bool IsOne(string expression) => !expression.Contains(' ', StringComparison.Ordinal);
}
